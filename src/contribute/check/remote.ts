/**
 * `check --remote`: asks whether hosted files and mirrors still answer, with the size that the card states, and with `full` also
 * with its sum. One request at a time to a host, to few hosts at once; nothing is stored.
 */
import { showUrl } from '../../client/net/network-fault.ts'
import { mapLimit } from '../../lib/map-limit.ts'
import type { Problem } from '../../zoo/problem.ts'
import { askRemote, type Asked, type AskOptions } from './ask-remote.ts'
import { remoteProblem, type RemoteFile } from './remote-files.ts'

const HOSTS_AT_ONCE = 4

export interface RemoteReport {
  addresses: number
  hosts: number
  dead: number
  /** Received; the sums of how much were looked at. */
  bytes: number
  /** Addresses that led to another host, each with the host that answered. */
  redirects: { file: string; url: string; host: string }[]
}

export interface RemoteOptions extends AskOptions {
  zooDir: string
  label: string
  /** Hears of each address when it has answered, or will not. */
  onDone?: (url: string, fault: string | null) => void
}

/** Never throws for what servers do. @throws Interrupted */
export async function checkRemote(
  files: readonly RemoteFile[],
  options: RemoteOptions,
): Promise<{ problems: Problem[]; report: RemoteReport }> {
  const asked = new Map<RemoteFile, Asked>()
  const groups = [...Map.groupBy(files, ({ url }) => new URL(url).host).values()]
  await mapLimit(groups, HOSTS_AT_ONCE, async (group) => {
    for (const file of group) {
      const answer = await askRemote(file, options)
      asked.set(file, answer)
      options.onDone?.(file.url, answer.fault)
    }
  })
  return { problems: problemsOf(asked, options), report: reportOf(asked, groups.length, options) }
}

function problemsOf(asked: ReadonlyMap<RemoteFile, Asked>, options: RemoteOptions): Problem[] {
  return [...asked].flatMap(([file, { fault }]) =>
    fault === null ? [] : [remoteProblem(file, fault, options)],
  )
}

function reportOf(
  asked: ReadonlyMap<RemoteFile, Asked>,
  hosts: number,
  { label }: RemoteOptions,
): RemoteReport {
  const all = [...asked]
  const redirects = all.flatMap(([{ entry, url }, { host }]) =>
    host === null ? [] : [{ file: `${label}/${entry}/README.md`, url: showUrl(url), host }],
  )
  return {
    addresses: all.length,
    hosts,
    dead: all.filter(([, { fault }]) => fault !== null).length,
    bytes: all.reduce((sum, [, { bytes }]) => sum + bytes, 0),
    redirects: redirects.sort((a, b) => (a.file + a.url < b.file + b.url ? -1 : 1)),
  }
}
