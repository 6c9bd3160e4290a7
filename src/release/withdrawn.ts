/** Entries that were released and whose folder is gone. */
import type { WithdrawnEntry } from '../store.ts'
import type { Problem } from '../zoo/problem.ts'
import type { Locks } from './locks.ts'

export interface Withdrawn {
  /** Sorted by id. */
  entries: WithdrawnEntry[]
  problems: Problem[]
}

/** `ids` are those of the folders under zoo/, `label` what problems call the zoo. */
export function withdrawnEntries(locks: Locks, ids: ReadonlySet<string>, label: string): Withdrawn {
  const found: Withdrawn = { entries: [], problems: [...locks.folder.problems] }
  const folders = new Map([...ids].map((id) => [id.toLowerCase(), id]))
  for (const id of [...locks.folder.files.keys()].filter((one) => !ids.has(one))) {
    const { lock, problems } = locks.read(id)
    const refuse = (message: string) =>
      found.problems.push({ file: `${locks.folder.label}/${id}.json`, message, severity: 'error' })
    const left = lock?.versions.filter(({ yanked }) => yanked === null) ?? []
    const other = folders.get(id.toLowerCase())
    found.problems.push(...problems)
    if (other !== undefined)
      refuse(
        `${label}/${other}/ differs from ${id}, which was released, in case alone. Name the folder ${id} again.`,
      )
    else if (left.length > 0)
      refuse(
        gone(
          id,
          left.map(({ version }) => version),
          label,
        ),
      )
    else if (lock !== null) found.entries.push({ id, versions: lock.versions.toReversed() })
  }
  return found
}

function gone(id: string, versions: readonly string[], label: string): string {
  const what = versions.length === 1 ? `version ${versions[0]!}` : `${versions.length} versions`
  return (
    `${label}/${id}/ is gone, and ${what} of it ${versions.length === 1 ? 'is' : 'are'} published. Restore ${label}/${id}/, or withdraw it: ` +
    `npm run release -- --yank ${id} --reason 'why'`
  )
}
