/**
 * `torch.hub.load_state_dict_from_url(url, check_hash=True)` reads a file's sum from its name, so a state dict is published by itself under
 * such a name as well (docs/clients.md). That is a second copy, hence the bound on its size.
 *
 * Trap: torch takes the first match of `-([a-f0-9]*)\.` for the sum, and keeps what it loaded under the bare name, whatever the store.
 */
import { ownPlace, type OwnPlace } from '../lib/artifact-path.ts'
import type { Download, TorchHubFile } from '../store.ts'
import type { Entry, HostedFile, SourceFile } from '../zoo/entry.ts'
import type { PackOptions } from './options.ts'
import { placementAt, type Placement } from './place.ts'
import { sourceOf, type SourceZoo } from './source.ts'

/** Bytes. */
const LARGEST = 2 ** 30
const STATE_DICT = /\.pth?$/i
/** Digits of the sum in a name: torch asks for 8 or more, and checks those that there are. */
const FEWEST = 8
const WRITTEN = 16

export interface TorchHubFiles {
  torchHub: TorchHubFile | null
  placements: Placement[]
}

const NONE: TorchHubFiles = { torchHub: null, placements: [] }

/**
 * The state dict of the section `weights`, or of the only section that has one: the only such file there, read and found to be plain; or
 * hosted under such a name.
 */
export function torchHubFile(
  entry: Entry,
  downloads: readonly Download[],
  zoo: SourceZoo & Pick<PackOptions, 'artifacts'>,
): TorchHubFiles {
  const [found, ...others] = candidates(entry)
  if (found === undefined || others.length > 0) return NONE
  const { section, file } = found
  if ('url' in file) return { torchHub: file, placements: [] }
  const packed = downloads.find((download) => download.section === section)
  const digest = packed?.files?.find(({ path }) => path === file.path)
  if (!packed || !digest) return NONE
  const { size, sha256 } = digest
  const place = hubPlace(entry, packed, { sha256, artifacts: zoo.artifacts ?? null })
  const { path: from } = sourceOf(zoo, entry.id, file)
  return {
    torchHub: { ...place, size, sha256 },
    placements: [placementAt(place, { from, how: 'copy', size, sha256 })],
  }
}

/** Beside the archive. */
function hubPlace(
  entry: Entry,
  packed: Download,
  { sha256, artifacts }: { sha256: string; artifacts: string | null },
): OwnPlace {
  const name = hubName(entry, sha256)
  const path = `${entry.id}/${entry.version}/${name}`
  if (artifacts !== null) return ownPlace({ url: '', artifacts }, path)
  return { path, url: packed.url.slice(0, packed.url.lastIndexOf('/') + 1) + name }
}

/** `spleen_v1_0-0123456789abcdef.pth`: no dot before the one that ends the sum. */
export function hubName({ id, version }: Pick<Entry, 'id' | 'version'>, sha256: string): string {
  return `${`${id}_v${version}`.replaceAll('.', '_')}-${sha256.slice(0, WRITTEN)}.pth`
}

/** Whether torch finds the sum in the name, and it is the beginning of this one. */
export function namesItsSum(name: string, sha256: string): boolean {
  const found = /-([a-f0-9]*)\./.exec(name)?.[1] ?? ''
  return found.length >= FEWEST && sha256.startsWith(found)
}

function candidates(entry: Entry): { section: string; file: SourceFile | TorchHubFile }[] {
  const weights = entry.sections.filter(({ name }) => name === 'weights')
  return (weights.length > 0 ? weights : entry.sections).flatMap(({ name: section, hosted, files }) => {
    const file = hosted ? hostedFile(hosted) : plainStateDict(entry, files ?? [])
    return file === null ? [] : [{ section, file }]
  })
}

function plainStateDict({ checkpoints }: Entry, files: readonly SourceFile[]): SourceFile | null {
  const [file, ...others] = files.filter(({ path }) => STATE_DICT.test(path))
  const report = checkpoints.find(({ path }) => path === file?.from)
  if (!file || others.length > 0 || file.size > LARGEST || !report) return null
  const isTorch = report.format === 'torch' || report.format === 'torch-legacy'
  return isTorch && report.verdict === 'known-imports' && report.isStateDict ? file : null
}

function hostedFile({ url, size, sha256 }: HostedFile): TorchHubFile | null {
  const name = new URL(url).pathname.split('/').at(-1) ?? ''
  return STATE_DICT.test(name) && namesItsSum(name, sha256) ? { path: null, url, size, sha256 } : null
}
