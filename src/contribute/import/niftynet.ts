/**
 * NiftyNet: `main.ini` of its model zoo, or `<id>.ini` and `<id>_model_zoo.ini` of earlier ones (docs/clients.md). The files stay where
 * they are hosted. A checkout of the zoo holds prose beside the spec, and pointers of git-lfs that know sums and sizes.
 */
import { basename, dirname, join } from 'node:path'
import { readSpec, type Spec } from '../../client/niftynet/spec.ts'
import { decodePath } from '../../lib/markdown.ts'
import { DESTINATIONS } from '../../zoo/entry.ts'
import { downloadAddress } from '../../zoo/fields.ts'
import { isFolderName } from '../../zoo/names.ts'
import { escapeHidden, quote } from '../../zoo/problem.ts'
import type { Draft } from '../draft.ts'
import { draftId } from './draft-id.ts'
import { fileAddress } from './file-address.ts'
import { licenseOfText } from '../license-of-text.ts'
import { LICENSE_BYTES, LICENSE_FILES } from './license-files.ts'
import { cleanText, plainVersion } from './loose-values.ts'
import { readCardProse } from './card-prose.ts'
import { readLfsPointer, readStart } from './source-text.ts'

export interface SpecFile {
  /** Absolute path or address. */
  place: string
  bytes: Buffer
  /** Null where it came over the network: nothing lies beside it. */
  dir: string | null
}

/** @throws UserError where the file is no spec, or no section of it has an address. */
export function draftFromSpec({ place, bytes, dir }: SpecFile, id: string | null): Draft {
  const spec = readSpec(bytes, place)
  const notes: string[] = []
  const downloads = Object.fromEntries(
    [...spec.sections].flatMap(([name, values]) => toSection(name, values, dir, notes)),
  )
  const prose = dir === null ? '' : readCardProse(proseBeside(dir, place), notes)
  const license = dir === null ? null : licenseBeside(dir, prose, notes)
  const named = id ?? draftId(...specNames(place))
  return {
    id: named,
    facts: { ...facts(spec, named, prose, notes), license, library_name: 'niftynet', downloads },
    prose: prose === '' ? `# ${titleOf(named)}` : prose,
    files: [],
    notes,
  }
}

function facts({ config }: Spec, id: string, prose: string, notes: string[]) {
  const stated = config.get('version')
  const version = plainVersion(stated)
  if (stated !== undefined && version === null)
    notes.push(
      `The version ${quote(stated)} is not made of numbers and dots alone, so it was not carried over.`,
    )
  for (const key of ['min_niftynet', 'min_download_api'])
    if (config.has(key)) notes.push(`"${key}" was not carried over: the store writes its own specs.`)
  return { title: prose === '' ? titleOf(id) : null, version }
}

type Values = ReadonlyMap<string, string>

function toSection(name: string, values: Values, dir: string | null, notes: string[]): [string, object][] {
  const url = values.get('url') ?? ''
  const address = downloadAddress.safeParse(url)
  if (!isFolderName(name))
    notes.push(`The section ${quote(name)} has no name for a section, so it was not carried over.`)
  else if (!address.success)
    notes.push(
      `The section ${quote(name)} was not carried over. Its url is ${quote(url)}: ${address.error.issues[0]!.message}`,
    )
  else {
    const file = fileAddress(address.data)
    if (file !== address.data)
      notes.push(
        `The url of ${quote(name)} leads to a page about the file, so the card has ${escapeHidden(file)} instead.`,
      )
    return [[name, { url: file, ...placeOf(name, values, notes), ...pointerFor(name, file, dir, notes) }]]
  }
  return []
}

function placeOf(name: string, values: Values, notes: string[]): object {
  const [destination, localId] = [values.get('destination'), values.get('local_id')]
  const isKnown = DESTINATIONS.some((known) => known === destination)
  if (destination !== undefined && !isKnown)
    notes.push(
      `The destination ${quote(destination)} of ${quote(name)} is none of ${DESTINATIONS.join(', ')}. Choose one.`,
    )
  if (localId !== undefined && !isFolderName(localId))
    notes.push(
      `The local_id ${quote(localId)} of ${quote(name)} is no folder's name, so it was not carried over.`,
    )
  return {
    // What NiftyNet takes where none is stated.
    ...(isKnown || destination === undefined ? { destination: destination ?? 'examples' } : {}),
    ...(localId !== undefined && isFolderName(localId) && { local_id: localId }),
  }
}

/** In a checkout of the zoo, the file that the address means lies beside the spec, or the pointer that git-lfs left for it. */
function pointerFor(section: string, url: string, dir: string | null, notes: string[]): object {
  const name = basename(new URL(url).pathname)
  const pointer = dir === null || !isFolderName(name) ? null : readLfsPointer(join(dir, name))
  if (pointer === null) return {}
  notes.push(
    `The size and SHA-256 of ${quote(section)} are those of the git-lfs pointer ${quote(name)}; "npm run pin" compares them with what the server sends.`,
  )
  return pointer
}

function specNames(place: string): string[] {
  const path = /^https?:/i.test(place) ? decodePath(new URL(place).pathname) : place
  const name = basename(path).replace(/\.ini$/i, '')
  return name === 'main' ? [basename(dirname(path))] : [name]
}

/** A README beside `OASIS.ini` would be that of the whole zoo. */
function proseBeside(dir: string, place: string): string {
  const name = basename(place)
  return join(dir, name === 'main.ini' ? 'README.md' : name.replace(/\.ini$/i, '.md'))
}

function licenseBeside(dir: string, prose: string, notes: string[]): string | null {
  const text = LICENSE_FILES.map((name) => readStart(join(dir, name), LICENSE_BYTES)).find(
    (bytes) => bytes !== null,
  )
  if (text === undefined) return licenseInProse(prose, notes)
  const license = licenseOfText(cleanText(text.toString('utf8')))
  if (license === null)
    notes.push(`The LICENSE beside the spec is none of the usual licences. ${ADD_LICENSE}`)
  return license
}

const ADD_LICENSE = 'Add "license" to the card, with an SPDX id such as cc-by-4.0.'
/** Not what is said of NiftyNet itself. */
const OWN_LICENSE =
  /\b(?:entry|models?|weights|network) (?:is|are) (?:licen[cs]ed|released|distributed) under ([^]{1,200})/gi
const CC_LINK = /https?:\/\/creativecommons\.org\/licenses\/[a-z-]{2,8}\/\d\.\d/

/** The zoo's own pages end in such a sentence, with a link. */
function licenseInProse(prose: string, notes: string[]): string | null {
  const said = [...prose.replace(/\s+/g, ' ').matchAll(OWN_LICENSE)].map(([, text]) => text!)
  const ids = new Set(said.map((text) => licenseOfText(CC_LINK.exec(text)?.[0] ?? text)))
  const [license = null] = ids.size === 1 ? ids : []
  notes.push(
    license === null
      ? `A NiftyNet spec states no licence. ${ADD_LICENSE}`
      : `The licence ${license} is what the text beside the spec says.`,
  )
  return license
}

/** `dense_vnet_abdominal_ct` → `Dense vnet abdominal ct`. */
export function titleOf(id: string): string {
  const words = id.replace(/[._-]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
