/** What the dataset.json of an nnU-Net training says, as the facts and the prose of a card. */
import { parseJsonObject, textField, type JsonObject } from '../../zoo/json-text.ts'
import { quote } from '../../zoo/problem.ts'
import type { CardFacts } from '../draft.ts'
import { licenseOfText } from '../license-of-text.ts'
import { LICENSE_BYTES, LICENSE_FILES } from './license-files.ts'
import { line, lines, plainVersion } from './loose-values.ts'
import { escapeMarkdown } from './markdown-table.ts'
import { readTreeText } from './source-text.ts'
import { hasFile, type SourceTree } from './source-tree.ts'

const JSON_BYTES = 1024 * 1024

/** What cannot be carried over is told to `notes`. */
export function nnunetFacts(name: string, dataset: JsonObject, tree: SourceTree, notes: string[]): CardFacts {
  return {
    ...described(name, dataset),
    version: statedVersion(dataset, notes),
    license: licenseOf(tree, dataset, notes),
    library_name: 'nnunet',
    pipeline_tag: 'image-segmentation',
  }
}

/** Where there is no README. */
export function nnunetProse(name: string, dataset: JsonObject): string {
  const parts = [`# ${titleOf(name)}`, textField(dataset, 'description') ?? '']
  const reference = textField(dataset, 'reference')
  if (reference !== undefined) parts.push(`Reference of the data: ${reference}`)
  parts.push(...lines(dataset['citation']).map((text) => `Citation of the data: ${escapeMarkdown(text)}`))
  return parts.filter((part) => part !== '').join('\n\n')
}

/** A LICENSE is of all that lies there; `licence` in dataset.json may be that of the data alone. */
function licenseOf(dataset: SourceTree, facts: JsonObject, notes: string[]): string | null {
  const path = LICENSE_FILES.find((name) => hasFile(dataset, name))
  const own = path === undefined ? null : licenseOfText(readTreeText(dataset, path, LICENSE_BYTES))
  if (own !== null) return own
  const stated = licenseOfText(textField(facts, 'licence') ?? textField(facts, 'license') ?? '')
  notes.push(
    stated === null
      ? 'dataset.json states no licence with an SPDX id. Add "license" to the card: what may people do with the weights?'
      : `The licence ${stated} is the one in dataset.json, and may be that of the data alone. Look whether the weights are under it, too.`,
  )
  return stated
}

/** `dataset.json` of the first training. */
export function readDataset(tree: SourceTree): JsonObject {
  const path = tree.files.find((file) => /^[^/]+__[^/]+__[^/]+\/dataset\.json$/.test(file.path))?.path
  if (path === undefined) return {}
  return parseJsonObject(readTreeText(tree, path, JSON_BYTES), path).value ?? {}
}

function described(name: string, dataset: JsonObject) {
  const channels = dataset['channel_names'] ?? dataset['modality']
  const isNamed = typeof channels === 'object' && channels !== null && !Array.isArray(channels)
  return {
    title: titleOf(name),
    summary: textField(dataset, 'description'),
    modality: isNamed ? modalities(Object.values(channels)) : [],
    datasets: [textField(dataset, 'name') ?? []].flat(),
  }
}

/** Data sets of the Decathlon write a date behind it. */
function statedVersion(dataset: JsonObject, notes: string[]): string | null {
  const stated = line(dataset['release'])
  const version = plainVersion(stated)
  if (stated !== null && version === null)
    notes.push(
      `The release ${quote(stated)} is not made of numbers and dots alone, so it is no version in the card.`,
    )
  return version
}

/** nnU-Net's names for how to normalise are no modalities. */
function modalities(channels: readonly unknown[]): string[] {
  const names = channels.filter((name): name is string => typeof name === 'string')
  return [...new Set(names.filter((name) => !/^(no(norm|ne)|zscore|rgb|channel)|^\d+$/i.test(name)))]
}

/** `Dataset901_Shapes` → `Shapes`. */
function titleOf(name: string): string {
  return name.replace(/^Dataset\d{3}_/, '').replace(/_+/g, ' ')
}
