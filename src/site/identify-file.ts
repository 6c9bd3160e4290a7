/** Says which file of a model a digest belongs to, by the model's `entry.json`, and else by the lists of the whole store. */
import type { CatalogueDocument, DocumentVersion, EntryDocument } from './entry-document.ts'
import { formatCount } from './format.ts'

export interface Fingerprint {
  name: string
  /** Bytes. */
  size: number
  /** Lower-case hex. */
  sha256: string
}

export type Finding =
  | { kind: 'genuine' | 'withdrawn' | 'altered' | 'unknown'; text: string }
  /** `href` is relative to the store's address. */
  | { kind: 'elsewhere'; text: string; link: string; href: string }

interface Known extends Fingerprint {
  /** `net.pth in weights.tar.gz, version 1.0` */
  what: string
  /** Why it is not to be used any more; null: it may be. */
  yanked: DocumentVersion['yanked']
}

/** Of a file that lies in several archives, so many places are named. */
const MOST_PLACES = 3

/** Whether it is a file of this model; null: no. One that a version which stands has as well is as good as that version. */
export function identifyHere(entry: EntryDocument, { sha256 }: Fingerprint): Finding | null {
  const found = known(entry).filter((one) => one.sha256 === sha256)
  const standing = found.filter(({ yanked }) => yanked === null)
  if (standing.length > 0) return { kind: 'genuine', text: `Genuine: ${placesOf(standing)}.` }
  const yanked = found[0]?.yanked
  if (!yanked) return null
  const text = `Withdrawn on ${yanked.date}: ${placesOf(found)}. The reason given: ${yanked.reason}`
  return { kind: 'withdrawn', text }
}

function placesOf(found: readonly Known[]): string {
  const places = [...new Set(found.map(({ what }) => what))]
  const rest = places.length - MOST_PLACES
  return `${places.slice(0, MOST_PLACES).join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`
}

/** Whether it is any other file that the store publishes, by its SHA256SUMS; null: no. `own` is this model's id. */
export function identifyInSums(sums: string, { sha256 }: Fingerprint, own: string): Finding | null {
  const at = `\n${sums}`.indexOf(`\n${sha256}  `)
  if (at === -1) return null
  const end = sums.indexOf('\n', at)
  const path = sums.slice(at + sha256.length + 2, end === -1 ? undefined : end)
  const [id = '', ...rest] = path.split('/')
  if (id === own) return { kind: 'genuine', text: `Genuine: ${rest.join('/')}, as the store publishes it.` }
  const isModel = rest.length > 0 && `\n${sums}`.includes(`  ${id}/entry.json\n`)
  return isModel ? elsewhere(rest.join('/'), id) : elsewhere(path, null)
}

/** Whether it is a file of another model that is hosted elsewhere, by the catalogue; null: no. */
export function identifyInCatalogue(catalogue: CatalogueDocument, { sha256 }: Fingerprint): Finding | null {
  for (const { id, downloads } of catalogue.entries) {
    const found = downloads.find((download) => download.sha256 === sha256)
    if (found) return elsewhere(found.section, id)
  }
  return null
}

/** For a file that nobody knows: altered, where the model has one of the same name. */
export function identifyByName(entry: EntryDocument, { name, size }: Fingerprint): Finding {
  const plain = withoutCounter(name)
  const same = known(entry).find((one) => one.name === plain)
  if (!same) return { kind: 'unknown', text: 'This is none of the store’s files.' }
  const text = `Not genuine: the store’s ${same.what} has another sum.`
  if (same.size === size) return { kind: 'altered', text: `${text} The size is the same.` }
  const sizes = `It has ${formatCount(same.size)} bytes, yours ${formatCount(size)}`
  const hint = size < same.size ? ': a download that broke off may look so.' : '.'
  return { kind: 'altered', text: `${text} ${sizes}${hint}` }
}

function elsewhere(what: string, id: string | null): Finding {
  if (id === null)
    return { kind: 'elsewhere', text: 'Not of this model, but of this store: ', link: what, href: what }
  const text = `Not of this model. It is ${what} of another model, `
  return { kind: 'elsewhere', text, link: id, href: `${encodeURIComponent(id)}/` }
}

/** Every file that the model's document tells of, downloads first. */
function known({ versions, digits }: EntryDocument): Known[] {
  const own = versions.flatMap(({ version, yanked, downloads, torchHub, monai }) => {
    const single = [torchHub, monai].flatMap((file) => (file ? [{ ...file, section: '', files: null }] : []))
    return [...downloads, ...single].map((download) => {
      const name = lastPart(download.path ?? new URL(download.url).pathname) || download.section
      return { version, yanked, name, ...download }
    })
  })
  return [
    ...own.map(({ name, size, sha256, version, yanked }) => ({
      ...{ name, size, sha256, yanked },
      what: `${name}, version ${version}`,
    })),
    ...(digits?.files ?? []).map(({ path, size, sha256 }) => ({
      ...{ name: path, size, sha256, yanked: null },
      what: `${path}, as DIGITS fetches it`,
    })),
    ...own.flatMap(({ name, files, version, yanked }) =>
      (files ?? []).map(({ path, size, sha256 }) => ({
        ...{ name: lastPart(path), size, sha256, yanked },
        what: `${path} in ${name}, version ${version}`,
      })),
    ),
  ]
}

function lastPart(path: string): string {
  const last = path.slice(path.lastIndexOf('/') + 1)
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}

/** Browsers save a second `weights.tar.gz` as `weights (1).tar.gz`. */
function withoutCounter(name: string): string {
  return name.replace(/ ?\(\d{1,4}\)(?=\.|$)/, '').replace(/(\.tar) \(\d{1,4}\)(?=\.)/, '$1')
}
