/**
 * What the head of a page says about code hidden in weights: the verdict of the build, which has read every file without loading it. Of a
 * file hosted elsewhere only its address is known.
 */
import { ownPath, type Download, type StoreEntry } from '../store.ts'
import type { EntryCheckpoint } from '../zoo/entry.ts'
import { plural } from './format.ts'

/** Names that loaders unpickle; of a hosted file there is nothing else to go by. */
const PICKLED = /\.(pth|pt|ckpt|pkl|pickle|joblib|dill|bin|t7)$/i
/** Torch 7's own serialisation, which holds functions, too, and which nobody here can read. */
const UNREADABLE = /\.t7$/i

export interface Trust {
  /** `caution`: loading may run code; `plain`: it does not, as far as can be told; `unknown`: never opened here. */
  level: 'caution' | 'plain' | 'unknown'
  /** Full sentences. */
  text: string
}

/** Null where the files say nothing either way. */
export function trustOf(entry: StoreEntry): Trust | null {
  const cautions = [
    codeCaution(entry.checkpoints),
    ownCaution(entry.checkpoints),
    nameCaution(entry.downloads),
    programCaution(entry),
  ].filter((text) => text !== null)
  const hosted = hostedNote(entry.downloads)
  if (cautions.length > 0) return { level: 'caution', text: [...cautions, hosted].filter(Boolean).join(' ') }
  const read = readNote(entry.checkpoints)
  if (hosted !== null) return { level: 'unknown', text: [read, hosted].filter(Boolean).join(' ') }
  return read === null ? null : { level: 'plain', text: read }
}

function codeCaution(checkpoints: readonly EntryCheckpoint[]): string | null {
  const found = checkpoints.filter(({ verdict }) => verdict === 'code')
  return found.length === 0
    ? null
    : `${named(found)} ${found.length === 1 ? 'contains' : 'contain'} code, which runs on loading: load only what you trust.`
}

function ownCaution(checkpoints: readonly EntryCheckpoint[]): string | null {
  const found = checkpoints.filter(({ verdict }) => verdict === 'allowed-imports')
  const names = [...new Set(found.flatMap(({ ownImports }) => ownImports))]
  return found.length === 0
    ? null
    : `Loading ${named(found)} imports ${names.slice(0, 3).join(', ')}${names.length > 3 ? ' …' : ''}, which this store allows by its own decision.`
}

/** What was read and found to be plain. */
function readNote(checkpoints: readonly EntryCheckpoint[]): string | null {
  const pickles = checkpoints.filter(({ verdict }) => verdict === 'known-imports')
  if (checkpoints.length === 0) return null
  if (pickles.length === 0) return 'The weights are in a format that holds no code.'
  const imports = new Set(pickles.flatMap((one) => one.imports))
  return imports.size === 0
    ? `Read without loading: ${named(pickles)} would import nothing.`
    : `Read without loading: ${named(pickles)}, pickled, ${plural(imports.size, 'import')}, all known to be harmless.`
}

/** Names of files that nobody has read. */
function nameCaution(downloads: readonly Download[]): string | null {
  const names = downloads.flatMap((download) =>
    ownPath(download) === null
      ? [lastPart(new URL(download.url).pathname)].filter((name) => PICKLED.test(name))
      : (download.files ?? []).map((file) => file.path).filter((name) => UNREADABLE.test(name)),
  )
  if (names.length === 0) return null
  const first =
    names.length === 1 ? lastPart(names[0]!) : `${lastPart(names[0]!)} and ${names.length - 1} more`
  return `Loading a checkpoint (${first}) can run code. Such files are usually pickled objects: load them only from people you trust.`
}

/** DIGITS runs what defines the network: Lua for Torch, Python for TensorFlow, and Python layers for Caffe. */
function programCaution({ digits }: StoreEntry): string | null {
  const program = digits?.files.find(({ path }) => /\.(lua|py)$/i.test(path))
  return program
    ? `DIGITS runs ${program.path} as a program: import this model only if you trust its authors.`
    : null
}

function hostedNote(downloads: readonly Download[]): string | null {
  const hosted = downloads.filter((download) => ownPath(download) === null)
  if (hosted.length === 0) return null
  const hosts = [...new Set(hosted.map(({ url }) => new URL(url).host))].join(', ')
  const what = hosted.length === downloads.length ? 'The files are' : 'Some files are'
  return `${what} hosted elsewhere, at ${hosts}. This store has not opened them; it states the size and the checksum that they must have.`
}

/** `model.pth`, or that and how many more. */
function named(checkpoints: readonly EntryCheckpoint[]): string {
  const names = [...new Set(checkpoints.map(({ path }) => lastPart(path)))]
  return names.length <= 2 ? names.join(' and ') : `${names[0]!} and ${names.length - 1} more`
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
