/**
 * BioImage.IO: `rdf.yaml` or `bioimageio.yaml`, model formats 0.3 to 0.5 (https://github.com/bioimage-io/spec-bioimage-io), alone or
 * with the files that it names. The package goes into one section as it is; weights that it names by address stay where they are.
 * Trap: a file is a text in one version and `{ source, sha256 }` in the next, relative or an address.
 */
import { basename, dirname, join } from 'node:path'
import { UserError } from '../../lib/user-error.ts'
import { isDay } from '../../zoo/day.ts'
import { webAddress } from '../../zoo/fields.ts'
import { escapeHidden, quote } from '../../zoo/problem.ts'
import { firstSentence } from '../../zoo/prose.ts'
import type { Draft } from '../draft.ts'
import { bioimageAuthors, bioimageCitation, bioimageDoi } from './bioimage-people.ts'
import { bioimageProse } from './bioimage-prose.ts'
import { sourceOf } from './bioimage-files.ts'
import { downloadsOf, filesOf, localFile, sectionOf, type Description } from './bioimage-package.ts'
import { moveLinks, readCardProse } from './card-prose.ts'
import { draftId } from './draft-id.ts'
import { licenseOfText } from '../license-of-text.ts'
import { firstLine, line, lines, list, plainVersion, record, type Loose } from './loose-values.ts'
import type { SourceTree } from './source-tree.ts'

const RDF_NAME = /^((.+\.)?(rdf|bioimageio)|model)\.yaml$/
/** What nobody needs for the page, and stays in the file. */
const UNCARRIED = [
  ...['attachments', 'badges', 'config', 'download_url', 'links', 'maintainers', 'packaged_by', 'parent'],
  ...['run_mode', 'sha256', 'uploader', 'version_comment'],
]

export function findDescription(tree: SourceTree): string | null {
  const names = tree.files.map(({ path }) => path).filter((path) => RDF_NAME.test(path))
  return names.find((name) => /^(rdf|bioimageio)\.yaml$/.test(name)) ?? names[0] ?? null
}

/** @throws UserError where it describes anything but a model. */
export function draftFromBioimage({ rdf, place, tree }: Description, id: string | null): Draft {
  const type = line(rdf['type']) ?? 'model'
  if (type !== 'model' || Object.keys(record(rdf['weights'])).length === 0)
    throw new UserError(
      `${quote(basename(place))} describes no model with weights (its type is ${quote(type)}).${whereElse(rdf)} Nothing was written.`,
    )
  const notes = [...tree.notes]
  const name = line(rdf['name'])
  const nickname = firstLine(record(record(rdf['config'])['bioimageio'])['nickname'], rdf['id'])
  const named = id ?? draftId(nickname, name, tree.name)
  const downloads = downloadsOf({ rdf, place, tree }, notes)
  const uncarried = [...UNCARRIED.filter((key) => isStated(rdf[key])), ...uncarriedOfWeights(rdf)]
  if (uncarried.length > 0)
    notes.push(`These parts of the description have no place in a card: ${uncarried.join(', ')}.`)
  return {
    id: named,
    facts: {
      ...described(rdf, name ?? named, notes),
      authors: bioimageAuthors(rdf['authors'], notes),
      homepage: homepageOf(rdf['git_repo']),
      doi: bioimageDoi(rdf),
      citation: bioimageCitation(rdf['cite'], named),
      downloads,
    },
    prose: proseOf({ rdf, place, tree }, name ?? named, sectionOf(rdf, tree), notes),
    files: filesOf(rdf, tree, notes),
    notes,
  }
}

/** Many write `attachments: {}`. */
function isStated(value: unknown): boolean {
  return list(value).some((item) => typeof item !== 'object' || Object.keys(record(item)).length > 0)
}

/** What else a file may be that looks like a description. */
function whereElse(rdf: Loose): string {
  const versions = list(rdf['versions']).map((version) => line(record(version)['rdf_source']))
  const source = [...versions, line(rdf['rdf_source']), line(rdf['source'])].find((address) =>
    /^https?:\/\/.+\.ya?ml\b/i.test(address ?? ''),
  )
  if (source !== undefined && source !== null)
    return ` The description itself is at ${escapeHidden(source)}: import that.`
  const format = line(rdf['format_version']) ?? ''
  if (/^0\.[0-2]\b/.test(format)) return ` It is of format ${format}, and 0.3 is the earliest that is read.`
  const isSpec = Object.values(rdf).some((section) => line(record(section)['url']) !== null)
  return isSpec ? ' It looks like a NiftyNet spec in YAML: import the .ini of the same name.' : ''
}

/** People may have made the weights alone, and say how. */
function uncarriedOfWeights(rdf: Loose): string[] {
  const entries = Object.values(record(rdf['weights'])).map(record)
  const stated = ['authors', 'comment'].filter((key) => entries.some((entry) => list(entry[key]).length > 0))
  return stated.map((key) => `${key} of weights`)
}

function described(rdf: Loose, title: string, notes: string[]) {
  const description = line(rdf['description'])
  const stated = line(rdf['license'])
  const license = stated === null ? null : licenseOfText(stated)
  if (license === null)
    notes.push(
      `The licence ${quote(stated ?? '')} is no SPDX id. Add "license" to the card, with one such as cc-by-4.0.`,
    )
  const version = line(rdf['version'])
  if (version !== null && plainVersion(version) === null)
    notes.push(
      `The version ${quote(version)} is not made of numbers and dots alone, so it was not carried over.`,
    )
  const day = (line(rdf['timestamp']) ?? '').slice(0, 10)
  const tags = lines(rdf['tags'])
  return {
    ...{ title, summary: description === null ? null : (firstSentence(description) ?? description) },
    ...{ version: plainVersion(version), date_released: isDay(day) ? day : null, license },
    ...{ library_name: libraryOf(rdf['weights']), pipeline_tag: pipelineOf(tags) },
    tags: [...new Set(['bioimage.io', ...tags])],
    datasets: lines([firstLine(record(rdf['training_data'])['name'], record(rdf['training_data'])['id'])]),
  }
}

/** ONNX and TorchScript are made of the others. */
const LIBRARIES = [
  [/pytorch/, 'pytorch'],
  [/keras/, 'keras'],
  [/tensorflow/, 'tensorflow'],
  [/torchscript/, 'pytorch'],
  [/onnx/, 'onnx'],
] as const

function libraryOf(weights: unknown): string | null {
  const formats = Object.keys(record(weights)).join(' ')
  return LIBRARIES.find(([pattern]) => pattern.test(formats))?.[1] ?? null
}

function pipelineOf(tags: readonly string[]): string | null {
  const words = tags.join(' ').toLowerCase()
  if (/segmentation/.test(words)) return 'image-segmentation'
  if (/denois|restoration|super-?resolution|deconvolution|image-to-image/.test(words)) return 'image-to-image'
  if (/detection/.test(words)) return 'object-detection'
  return /classification/.test(words) ? 'image-classification' : null
}

function homepageOf(value: unknown): string | null {
  const address = webAddress.safeParse(line(value) ?? '')
  return address.success ? address.data : null
}

function proseOf({ rdf, place, tree }: Description, title: string, section: string, notes: string[]): string {
  const stated = sourceOf(rdf['documentation'])
  const path = localFile(stated, tree)
  if (stated !== null && path === null)
    notes.push(
      `The documentation ${quote(stated)} was not carried over: it is not beside ${quote(basename(place))}.`,
    )
  const text = path === null ? '' : readCardProse(join(tree.dir, path), notes)
  const moved = moveLinks(text, dirname(path ?? ''), section, tree.files)
  return bioimageProse(title, moved, rdf)
}
