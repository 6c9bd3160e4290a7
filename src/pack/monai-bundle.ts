/**
 * `python -m monai.bundle download --name X --url …/X.zip` unpacks a zip whose root is the folder `X` with `configs/metadata.json` in it. A
 * section that is such a bundle is published as that zip as well. It is a second copy, hence the bound on its size.
 *
 * Traps (MONAI 1.0 to 1.5): what is unpacked is looked for under the name up to its first dot; lists of bundles cut a name at `_v`; and their
 * sums are SHA-1.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { Download, MonaiBundle } from '../store.ts'
import type { Entry, SourceFile } from '../zoo/entry.ts'
import { cachedText } from './cached-text.ts'
import type { PackOptions } from './options.ts'
import { pack } from './pack.ts'
import type { Placement } from './place.ts'
import { sourceOf } from './source.ts'

/** Bytes of its files. */
const LARGEST = 4 * 2 ** 30
const METADATA = /^(?:[^/]+\/)?configs\/metadata\.json$/

export interface PackedBundle {
  monai: MonaiBundle | null
  placements: Placement[]
  /** Paths below the cache's folder of what is not placed. */
  cacheFiles: string[]
}

/** The first section that is a bundle; an entry of nnU-Net has a zip of its own, perhaps of the same name. */
export async function packMonaiBundle(
  entry: Entry,
  downloads: readonly Download[],
  options: PackOptions,
): Promise<PackedBundle> {
  const section = entry.nnunet === null ? entry.sections.find(({ files }) => rootOf(files ?? []) !== null) : null
  const packed = downloads.find(({ section: name }) => name === section?.name)
  const digests = new Map(packed?.files?.map(({ path, sha256 }) => [path, sha256]))
  const name = bundleName(entry.id)
  const members = membersOf(section?.files ?? []).flatMap((file) => {
    const sha256 = digests.get(file.path)
    const to = `${name}/${file.path.slice(rootOf(section!.files!)!.length)}`
    return sha256 === undefined ? [] : [{ ...sourceOf(options, entry.id, file), file: { ...file, path: to }, sha256 }]
  })
  const size = members.reduce((sum, { file }) => sum + file.size, 0)
  if (!section || members.length === 0 || size > LARGEST) return { monai: null, placements: [], cacheFiles: [] }
  const { cacheDir } = options
  const { cache } = options.ledgers
  members.sort((a, b) => (a.file.path < b.file.path ? -1 : 1))
  const made = await pack('zip', members, { cacheDir, cache, onBytes: () => undefined })
  const sha1 = await cachedText(['sha1-1', made.sha256], { cacheDir, cache }, () => hashSha1(made.cachePath))
  const path = `${entry.id}/${entry.version}/${name}.zip`
  const url = packed!.url.slice(0, packed!.url.lastIndexOf('/') + 1) + `${name}.zip`
  const digest = { size: made.size, sha256: made.sha256 }
  return {
    monai: { name, section: section.name, path, url, ...digest, sha1: sha1.text },
    placements: [{ from: made.cachePath, to: path, how: 'link', ...digest }],
    cacheFiles: [sha1.cacheFile, ...made.cacheFiles],
  }
}

/** What MONAI calls the bundle of an entry: `brats_vnet.2` is `brats-vnet_2`. */
export function bundleName(id: string): string {
  return id.replaceAll('.', '_').replaceAll('_v', '-v')
}

/** The folder that the bundle lies in, `''` or with a slash at its end; null: the files are no bundle. */
function rootOf(files: readonly SourceFile[]): string | null {
  const found = files.filter(({ path }) => METADATA.test(path)).map(({ path }) => path.slice(0, path.lastIndexOf('configs/')))
  if (found.includes('')) return ''
  return found.length === 1 ? found[0]! : null
}

function membersOf(files: readonly SourceFile[]): SourceFile[] {
  const root = rootOf(files)
  return root === null ? [] : files.filter(({ path }) => path.startsWith(root))
}

/** MONAI's lists of bundles know no other sum. */
async function hashSha1(path: string): Promise<string> {
  const running = createHash('sha1')
  await pipeline(createReadStream(path, { highWaterMark: 2 ** 20 }), running)
  return running.digest('hex')
}
