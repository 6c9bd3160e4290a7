/**
 * Download sections: a sub-folder each, or files hosted elsewhere that the card states.
 */
import type { DownloadFields } from './card-schema.ts'
import { readLicense } from './card.ts'
import { isShown, type CardFile } from './card-file.ts'
import { DESTINATIONS, type Destination, type HostedFile, type Section, type SourceFile } from './entry.ts'
import { toSource, type Folder, type FolderFile } from './folder.ts'
import { nameKey } from './name-key.ts'
import { isFolderName } from './names.ts'
import { problemAtPlace } from './place.ts'
import { quote, type Problem } from './problem.ts'

/** NiftyNet's own habits for the sections of its zoo. */
const DEFAULT_DESTINATION: Record<string, Destination> = {
  weights: 'models',
  data: 'data',
  code: 'extensions',
  network_inference_config: 'extensions',
  download: 'examples',
}

/** `config` is the spec's own section, and Python's ConfigParser gives `DEFAULT` a meaning. */
const NO_SECTION = /^(config|default)$/i

const NO_TAR =
  /\.(safetensors|onnx|pth|pt|bin|ckpt|h5|hdf5|keras|pkl|npz?|pb|tflite|gguf|zip|7z|rar|json|txt|csv|nii|nii\.gz|png|jpe?g|pdf)$/i

const NO_FIELDS: DownloadFields = { mirrors: [], license: [], license_name: null, license_link: null }

interface Source {
  folder: Folder
  cardFile: CardFile
  problems: Problem[]
}

/** All sections, sorted by name. `loose` are the root's files that form `weights` where there is no such folder. */
export function readSections(
  folder: Folder,
  cardFile: CardFile,
  loose: FolderFile[],
): { sections: Section[]; problems: Problem[] } {
  const source: Source = { folder, cardFile, problems: [] }
  const files = filesBySection(source, loose)
  const stated = cardFile.card.fields.downloads
  const names = [...new Set([...files.keys(), ...Object.keys(stated)])].sort()
  const sections = names.flatMap((name) =>
    toSection(source, name, files.get(name) ?? [], Object.hasOwn(stated, name) ? stated[name] : undefined),
  )
  return { sections, problems: [...source.problems, ...sameNames(source, names)] }
}

function filesBySection(source: Source, loose: FolderFile[]): Map<string, SourceFile[]> {
  const files = new Map<string, SourceFile[]>()
  for (const file of source.folder.files) {
    const slash = file.path.indexOf('/')
    if (slash === -1) continue
    const name = file.path.slice(0, slash)
    const section = files.get(name) ?? []
    section.push(toSource(file, file.path.slice(slash + 1)))
    files.set(name, section)
  }
  for (const [name, section] of files) if (isOnlyShown(source, name, section)) files.delete(name)
  if (loose.length > 0) addLooseFiles(source, files, loose)
  return files
}

/**
 * A folder of nothing but pictures that the card shows serves the page, unless it has a section's usual name or is stated in
 * `downloads`.
 */
function isOnlyShown({ cardFile }: Source, name: string, files: SourceFile[]): boolean {
  if (Object.hasOwn(cardFile.card.fields.downloads, name) || Object.hasOwn(DEFAULT_DESTINATION, name))
    return false
  return files.every(({ from }) => isShown(from, cardFile))
}

function addLooseFiles(source: Source, files: Map<string, SourceFile[]>, loose: FolderFile[]): void {
  const name = sectionForLoose(source, files)
  if (name !== null) {
    const section = loose.map((file) => toSource(file))
    files.set(name, section)
    return
  }
  for (const file of loose) {
    const message =
      'This file belongs to no section. Move it into one of the folders, such as weights/, or remove it.'
    source.problems.push({ file: `${source.folder.label}/${file.path}`, message, severity: 'error' })
  }
}

/** `weights` where nothing else forms it. A clone is published as it is: its loose files may be a section of their own. */
function sectionForLoose({ folder, cardFile }: Source, files: Map<string, SourceFile[]>): string | null {
  const isHosted = cardFile.card.fields.downloads['weights']?.url !== undefined
  if (!files.has('weights') && !isHosted) return 'weights'
  return folder.isClone && !files.has('files') ? 'files' : null
}

function toSection(source: Source, name: string, files: SourceFile[], stated?: DownloadFields): Section[] {
  const { cardFile, problems } = source
  const fields = stated ?? NO_FIELDS
  const fault =
    nameFault(name) ??
    (hasRefusedFiles(source, name)
      ? null
      : (sourceFault(files, fields) ?? sumFault(source, name, files, fields)))
  if (fault) problems.push(sectionProblem(source, name, fault))
  const destination =
    fields.destination ?? (Object.hasOwn(DEFAULT_DESTINATION, name) ? DEFAULT_DESTINATION[name]! : null)
  if (destination === null && fault === null && !takenAsItIs(source, stated)) {
    problems.push(sectionProblem(source, name, noDestination(name), ['destination: extensions']))
  }
  const path = ['downloads', name]
  const license = readLicense(fields, path, cardFile.card, cardFile.file, source.folder.isClone)
  problems.push(...license.problems)
  return [
    {
      name,
      destination: isNoTar(fields.url) ? null : destination,
      localId: fields.local_id ?? source.folder.id,
      license: license.license,
      mirrors: fields.mirrors,
      files: files.length > 0 ? files : null,
      hosted: files.length > 0 ? null : toHosted(fields),
    },
  ]
}

/** Its files are there, and each of them has a problem of its own. */
function hasRefusedFiles({ folder }: Source, name: string): boolean {
  return folder.problems.some(({ file }) => file.startsWith(`${folder.label}/${name}/`))
}

function nameFault(name: string): string | null {
  if (!isFolderName(name)) return 'is not a name for a section. Use letters, digits, ".", "_" and "-".'
  return NO_SECTION.test(name) ? "has a meaning of its own in NiftyNet's spec. Choose another name." : null
}

function sourceFault(files: SourceFile[], { url, sha256, size }: DownloadFields): string | null {
  const hosted = [url, sha256, size]
  if (files.length > 0) {
    return hosted.every((value) => value === undefined)
      ? null
      : 'has both a folder and a url, sha256 or size. Keep one of the two.'
  }
  if (hosted.every((value) => value === undefined))
    return 'has no folder with files. Add the folder, or url, sha256 and size of a hosted file.'
  return url === undefined ? 'lacks url. A hosted file needs url, sha256 and size.' : null
}

/** What of a hosted file only fetching it can tell. */
function sumFault(
  { folder }: Source,
  name: string,
  files: SourceFile[],
  { sha256, size }: DownloadFields,
): string | null {
  const absent = Object.entries({ sha256, size }).flatMap(([key, value]) =>
    value === undefined ? [key] : [],
  )
  if (files.length > 0 || absent.length === 0) return null
  const command = `npm run pin -- ${folder.id} ${name}`
  return `lacks ${absent.join(' and ')}. "${command}" fetches the file once and writes what is missing into the card.`
}

function noDestination(name: string): string {
  const list = DESTINATIONS.join(', ')
  return `needs a place in NiftyNet's home. Add "downloads: { ${name}: { destination: … } }" with one of ${list}.`
}

/**
 * A repository cloned from the Hub is published as it is: folders that NiftyNet has no place for are left out of its spec
 * alone. Every such clone has a .gitattributes, which is why the folder remembers it.
 */
function takenAsItIs({ folder }: Source, stated?: DownloadFields): boolean {
  return folder.isClone && stated === undefined
}

/** NiftyNet unpacks every file with tarfile and dies on anything else; a name it cannot judge may well be a tar. */
function isNoTar(url: string | undefined): boolean {
  return url !== undefined && NO_TAR.test(new URL(url).pathname)
}

function toHosted({ url, sha256, size }: DownloadFields): HostedFile | null {
  return url === undefined || sha256 === undefined || size === undefined ? null : { url, sha256, size }
}

function sameNames(source: Source, names: string[]): Problem[] {
  const seen = new Map<string, string>()
  return names.flatMap((name) => {
    const key = nameKey(name)
    const first = seen.get(key)
    seen.set(key, first ?? name)
    if (first === undefined) return []
    const fault = `differs from ${quote(first)} only in upper and lower case. Rename one of the two.`
    return [sectionProblem(source, name, fault)]
  })
}

function sectionProblem(
  { folder, cardFile }: Source,
  name: string,
  fault: string,
  lines: readonly string[] = [],
): Problem {
  const message = `The section ${quote(name)} ${fault}`
  if (!Object.hasOwn(cardFile.card.fields.downloads, name))
    return { file: `${folder.label}/${name}/`, message, severity: 'error', ...pasteOf(name, lines) }
  const place = cardFile.card.placeOf(['downloads', name], 'key')
  return problemAtPlace(cardFile.file, place, message, { paste: belowKey(place.source, lines) })
}

/** The line of a key with further ones below it; undefined where its value stands in the same line. */
function belowKey(source: string, lines: readonly string[]): string | undefined {
  if (lines.length === 0 || !/^ *[\w.-]+: *(?:#.*)?$/.test(source)) return undefined
  const blanks = ' '.repeat(source.length - source.trimStart().length + 2)
  return [source, ...lines.map((line) => blanks + line)].join('\n')
}

/** For a card that says nothing of the section yet. */
function pasteOf(name: string, lines: readonly string[]): Pick<Problem, 'paste'> {
  if (lines.length === 0) return {}
  return { paste: ['downloads:', `  ${name}:`, ...lines.map((line) => `    ${line}`)].join('\n') }
}
