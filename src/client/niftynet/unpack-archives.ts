/** Archives of a model that lie on the disk, unpacked into the folders of NiftyNet's home. */
import { quote } from '../../zoo/problem.ts'
import { type ArchiveToStage, type Staged, stageArchives } from '../archive/stage.ts'
import type { InstalledPart } from '../install/record.ts'
import { swapIn } from '../install/swap-in.ts'
import type { Downloaded } from '../net/download.ts'
import type { PublishedFile } from '../store/model.ts'
import type { Download } from './plan.ts'

/** The server without a slash at its end, the id without `_model_zoo`; version null: the spec has none. */
export type Origin = Pick<InstalledPart, 'store' | 'id' | 'version'>

/** A section with its archive on the disk. */
export interface Arrived {
  section: Download
  archive: Downloaded
  /** What the store says that it holds; null: nobody says. */
  files: readonly PublishedFile[] | null
}

/**
 * Each folder is put in its place after all of them were unpacked and judged. Gives sentences about what of the person's own was kept
 * under another name.
 * @throws UserError
 */
export async function unpackArchives(
  arrived: readonly Arrived[],
  origin: Origin,
  signal: AbortSignal,
): Promise<string[]> {
  const staged = await stageAll(arrived, signal)
  try {
    return staged.flatMap(({ dir, tree, sections }) => {
      const kept = swapIn(tree, dir, partsOf(origin, sections, tree.files))
      return kept.map((path) => `What was changed in ${dir} is kept there as ${quote(path)}.`)
    })
  } finally {
    for (const { tree } of staged) tree.discard()
  }
}

interface StagedFolder {
  dir: string
  sections: Arrived[]
  tree: Staged
}

/** One tree for each folder, whatever the number of its sections. */
async function stageAll(arrived: readonly Arrived[], signal: AbortSignal): Promise<StagedFolder[]> {
  const dirs = [...new Set(arrived.map(({ section }) => section.dir))]
  const staged: StagedFolder[] = []
  try {
    for (const dir of dirs) {
      const sections = arrived.filter(({ section }) => section.dir === dir)
      const tree = await stageArchives(sections.map(toArchive), dir, { signal })
      staged.push({ dir, sections, tree })
    }
    return staged
  } catch (error) {
    for (const { tree } of staged) tree.discard()
    throw error
  }
}

function toArchive({ section, archive, files }: Arrived): ArchiveToStage {
  return { path: archive.path, label: section.url, expected: files }
}

/** Files of archives without a published list count for the first of them: nobody else tells them apart. */
function partsOf(
  origin: Origin,
  sections: readonly Arrived[],
  files: readonly PublishedFile[],
): InstalledPart[] {
  const listed = new Set(sections.flatMap((section) => section.files ?? []).map(({ path }) => path))
  const firstUnlisted = sections.find((section) => section.files === null)
  const unlisted = files.filter(({ path }) => !listed.has(path))
  return sections.map((arrived) => ({
    ...origin,
    section: arrived.section.name,
    sha256: arrived.archive.sha256,
    files: arrived === firstUnlisted ? unlisted : [...(arrived.files ?? [])],
  }))
}
