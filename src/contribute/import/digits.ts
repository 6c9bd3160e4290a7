/** NVIDIA DIGITS: what a job's "Download Model" gives, a tarball or its folder, with `info.json` and `license.txt`. */
import { join } from 'node:path'
import { parseJsonObject, textField, type JsonObject } from '../../zoo/json-text.ts'
import type { Draft } from '../draft.ts'
import { draftId } from './draft-id.ts'
import { licenseOfText } from '../license-of-text.ts'
import { cleanText } from './loose-values.ts'
import { allFiles, ownCard } from './own-card.ts'
import { readCardProse } from './card-prose.ts'
import { readTreeText } from './source-text.ts'
import { hasFile, type SourceTree } from './source-tree.ts'

const TEXT_LIMIT = 256 * 1024

export function isDigitsSnapshot(tree: SourceTree): boolean {
  return hasFile(tree, 'info.json') && 'snapshot file' in readObject(tree, 'info.json')
}

export function draftFromDigits(tree: SourceTree, id: string | null): Draft {
  const notes = [...tree.notes]
  const info = readObject(tree, 'info.json')
  const name = textField(info, 'name') ?? null
  const license = licenseOf(tree, notes)
  const prose = readCardProse(join(tree.dir, 'README.md'), notes)
  return {
    id: id ?? draftId(name, tree.name),
    facts: { ...described(tree, info), license },
    prose: prose === '' ? proseOf(info, name ?? tree.name) : prose,
    ...ownCard(tree),
    files: allFiles(tree),
    notes,
  }
}

function described(tree: SourceTree, info: JsonObject) {
  const aux = readObject(tree, 'aux.json')
  const [username, affiliation] = [textField(info, 'username'), textField(aux, 'affiliate')]
  return {
    title: textField(info, 'name'),
    summary: textField(info, 'note'),
    library_name: textField(info, 'framework'),
    authors:
      username === undefined ? [] : [{ name: username, ...(affiliation !== undefined && { affiliation }) }],
  }
}

/** Null: whoever made the job must say. */
function licenseOf(tree: SourceTree, notes: string[]): string | null {
  const stated = textField(readObject(tree, 'aux.json'), 'license')
  const text = hasFile(tree, 'license.txt') ? cleanText(readTreeText(tree, 'license.txt', TEXT_LIMIT)) : null
  const license = (stated && licenseOfText(stated)) || (text === null ? null : licenseOfText(text))
  if (license !== null) return license
  notes.push(
    text === null
      ? 'No licence came with the job: DIGITS writes none. Add "license" to the card, with an SPDX id, or a license.txt.'
      : 'license.txt is kept, and is none of the usual licences. Add "license" to the card if it has an SPDX id.',
  )
  return null
}

function proseOf(info: JsonObject, title: string): string {
  const note = textField(info, 'note')
  return `# ${title}${note === undefined ? '' : `\n\n${note}`}`
}

function readObject(tree: SourceTree, path: string): JsonObject {
  if (!hasFile(tree, path)) return {}
  return parseJsonObject(readTreeText(tree, path, TEXT_LIMIT), path).value ?? {}
}
