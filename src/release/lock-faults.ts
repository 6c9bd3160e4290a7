/** What parts of a lock file, each fit by itself, say of one another. */
import { isFolderName } from '../zoo/names.ts'
import { quote } from '../zoo/problem.ts'
import type { LockFields } from './lock-schema.ts'
import { compareVersions } from './version-order.ts'

export interface LockFault {
  /** Keys and indices. */
  path: PropertyKey[]
  /** Full sentences. */
  message: string
}

/** A section may have 100 characters, and its archive has an ending. */
const ARCHIVE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/
/** One beside the archives is named for the entry and its version. */
const SINGLE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/
const LONGEST_PATH = 400

type VersionFields = LockFields['versions'][number]
type DownloadFields = VersionFields['downloads'][number]

/** Empty for a record that is whole. `id` is what the file is named for. */
export function lockFaults(lock: LockFields, id: string): LockFault[] {
  const own =
    lock.id === id
      ? []
      : [{ path: ['id'], message: `id: ${quote(lock.id)} is not ${quote(id)}, as the file is named.` }]
  return [
    ...own,
    ...twiceFaults(lock),
    ...lock.versions.flatMap((version, at) => versionFaults(version, id, ['versions', at])),
  ]
}

function twiceFaults({ versions }: LockFields): LockFault[] {
  const order = versions
    .map(({ version }, at) => ({ version, at }))
    .sort((a, b) => compareVersions(a.version, b.version))
  return order.flatMap(({ version, at }, place) => {
    const before = order[place - 1]
    if (before === undefined || compareVersions(before.version, version) !== 0) return []
    return [{ path: ['versions', at], message: `Version ${version} is there twice.` }]
  })
}

function versionFaults(version: VersionFields, id: string, path: PropertyKey[]): LockFault[] {
  const sections = new Set(version.downloads.map(({ section }) => section.toLowerCase()))
  const faults: LockFault[] = []
  if (version.of !== version.version) faults.push({ path: [...path, 'of'], message: strayed(version.of) })
  if (sections.size < version.downloads.length)
    faults.push({
      path: [...path, 'downloads'],
      message: `Version ${version.version} has two downloads of one section.`,
    })
  const folder = `${id}/${version.version}/`
  const downloads = version.downloads.map((download, at) =>
    downloadFaults(download, { of: version.version, folder, path: [...path, 'downloads', at] }),
  )
  return [...faults, ...downloads.flat(), ...singleFaults(version, folder, path)]
}

/** Of files beside the archives; each path is that of one file. */
function singleFaults(
  { downloads, torchHub, monai }: VersionFields,
  folder: string,
  path: PropertyKey[],
): LockFault[] {
  const seen = new Set(downloads.map(({ path }) => path?.toLowerCase()))
  return Object.entries({ torchHub, monai }).flatMap(([key, file]) => {
    if (file === undefined) return []
    const at = [...path, key, 'path']
    const isTwice = seen.has(file.path.toLowerCase())
    seen.add(file.path.toLowerCase())
    if (nameIn(folder, file.path, SINGLE) === null)
      return [{ path: at, message: `path: ${quote(file.path)} is no file of ${quote(folder)}.` }]
    return isTwice ? [{ path: at, message: `path: ${quote(file.path)} is there twice.` }] : []
  })
}

/** Null: the path is none of a file in the folder. */
function nameIn(folder: string, path: string, names: RegExp): string | null {
  const name = path.startsWith(folder) ? path.slice(folder.length) : ''
  return names.test(name) ? name : null
}

function downloadFaults(
  { of, section, path: place, url, files }: DownloadFields,
  wanted: { of: string; folder: string; path: PropertyKey[] },
): LockFault[] {
  const at = (key: string, message: string): LockFault => ({ path: [...wanted.path, key], message })
  const faults: LockFault[] = []
  if (of !== wanted.of) faults.push(at('of', strayed(of)))
  if (!isFolderName(section))
    faults.push(at('section', `section: ${quote(section)} is no name of a section.`))
  if ((place === null) === (url === null)) faults.push(at('path', 'A download has either a path or a url.'))
  if (place !== null && nameIn(wanted.folder, place, ARCHIVE) === null)
    faults.push(at('path', `path: ${quote(place)} is no file of ${quote(wanted.folder)}.`))
  return [...faults, ...fileFaults(files ?? [], `${wanted.of}/${section}`, [...wanted.path, 'files'])]
}

function fileFaults(
  files: NonNullable<DownloadFields['files']>,
  of: string,
  path: PropertyKey[],
): LockFault[] {
  const seen = new Set<string>()
  return files.flatMap((file, at) => {
    const isTwice = seen.has(file.path)
    seen.add(file.path)
    if (file.of !== of) return [{ path: [...path, at], message: strayed(file.of) }]
    if (!isBelow(file.path))
      return [{ path: [...path, at], message: `path: ${quote(file.path)} is no path in an archive.` }]
    return isTwice ? [{ path: [...path, at], message: `path: ${quote(file.path)} is there twice.` }] : []
  })
}

function strayed(of: string): string {
  return `This line is one of ${quote(of)} and stands somewhere else, as after a merge that went wrong.`
}

/** Whatever the rules for names of files were when it was released: it stays below the folder that it is unpacked in. */
function isBelow(path: string): boolean {
  const components = path.split('/')
  return (
    path.length <= LONGEST_PATH &&
    !path.includes('\\') &&
    !components.some((name) => ['', '.', '..'].includes(name))
  )
}
