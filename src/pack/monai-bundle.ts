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
import { ownPlace } from '../lib/artifact-path.ts'
import type { Download, FileDigest, MonaiBundle } from '../store.ts'
import type { Entry, SourceFile } from '../zoo/entry.ts'
import { bundleName, bundleRoot } from '../zoo/monai-name.ts'
import type { Problem } from '../zoo/problem.ts'
import { cachedText } from './cached-text.ts'
import type { PackOptions } from './options.ts'
import { pack } from './pack.ts'
import { placementAt, type Placement } from './place.ts'
import { SourceError, sourceOf, type HashedSource } from './source.ts'

/** Bytes of its files. */
const LARGEST = 4 * 2 ** 30

export interface PackedBundle {
  monai: MonaiBundle | null
  placements: Placement[]
  problems: Problem[]
  /** Paths below the cache's folder of what is not placed. */
  cacheFiles: string[]
}

const NONE: PackedBundle = { monai: null, placements: [], problems: [], cacheFiles: [] }

/** The zip of the first section that is a bundle; an entry of nnU-Net has a zip of its own, perhaps of the same name. */
export async function packMonaiBundle(
  entry: Entry,
  downloads: readonly Download[],
  options: PackOptions,
): Promise<PackedBundle> {
  const section =
    entry.nnunet === null ? entry.sections.find(({ files }) => bundleRoot(files ?? []) !== null) : null
  const packed = downloads.find(({ section: name }) => name === section?.name)
  if (!section?.files || !packed?.files) return NONE
  const members = membersOf(entry, section.files, packed.files, options)
  if (members.reduce((sum, { file }) => sum + file.size, 0) > LARGEST) return NONE
  try {
    return await zipOf(entry, packed, members, options)
  } catch (error) {
    if (error instanceof SourceError) return { ...NONE, problems: [error.problem] }
    throw error
  }
}

async function zipOf(
  { id, version }: Entry,
  packed: Download,
  members: readonly HashedSource[],
  { cacheDir, storeUrl, artifacts = null, ledgers: { cache } }: PackOptions,
): Promise<PackedBundle> {
  const { size, sha256, ...made } = await pack('zip', members, { cacheDir, cache, onBytes: () => undefined })
  const sha1 = await cachedText(['sha1-1', sha256], { cacheDir, cache }, () => hashSha1(made.cachePath))
  const name = bundleName(id)
  const place = ownPlace({ url: storeUrl, artifacts }, `${id}/${version}/${name}.zip`)
  return {
    monai: { name, section: packed.section, ...place, size, sha256, sha1: sha1.text },
    placements: [placementAt(place, { from: made.cachePath, how: 'link', size, sha256 })],
    problems: [],
    cacheFiles: [sha1.cacheFile, ...made.cacheFiles],
  }
}

/** The files of the bundle below a folder of its name, sorted by path; their content is known from the section's archive. */
function membersOf(
  { id }: Entry,
  files: readonly SourceFile[],
  packed: readonly FileDigest[],
  options: PackOptions,
): HashedSource[] {
  const root = bundleRoot(files)!
  const digests = new Map(packed.map(({ path, sha256 }) => [path, sha256]))
  const members = files.flatMap((file) => {
    const sha256 = digests.get(file.path)
    if (sha256 === undefined || !file.path.startsWith(root)) return []
    const path = `${bundleName(id)}/${file.path.slice(root.length)}`
    return [{ ...sourceOf(options, id, file), file: { ...file, path }, sha256 }]
  })
  return members.sort((a, b) => (a.file.path < b.file.path ? -1 : 1))
}

/** MONAI's lists of bundles know no other sum. */
async function hashSha1(path: string): Promise<string> {
  const running = createHash('sha1')
  await pipeline(createReadStream(path, { highWaterMark: 2 ** 20 }), running)
  return running.digest('hex')
}
