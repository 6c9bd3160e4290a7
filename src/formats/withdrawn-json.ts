/**
 * URL: /<id>/entry.json of a model that was withdrawn altogether
 * Reader: whoever reads those of models, our client among them, which tells the reason.
 * Trap: the model is in no list any more, so this is found by its address alone.
 */
import type { WithdrawnEntry } from '../store.ts'
import { formatDenseJson } from './json.ts'

/** Each version with the day and the reason, and the sums of what nobody offers any more, for those who have a copy. */
export function formatWithdrawnJson({ id, versions }: WithdrawnEntry): string {
  const [newest] = versions
  return formatDenseJson({
    formatVersion: 1,
    catalogue: '../catalogue.json',
    id,
    title: newest?.title ?? id,
    versions: versions.map(({ version, date, yanked, license, downloads }) => ({
      ...{ version, date, yanked, isPublished: false, sums: null },
      downloads: downloads.map(({ section, size, sha256, files }) => ({
        section,
        size,
        sha256,
        license,
        files,
      })),
      torchHub: null,
    })),
  })
}
