/** `zoopress verify`: is what lies on the disk what the store published? */
import { basename, resolve } from 'node:path'
import { UserError } from '../../lib/user-error.ts'
import { escapeHidden } from '../../zoo/problem.ts'
import type { Wanted } from '../net/download.ts'
import { storeAddresses } from '../store/addresses.ts'
import { formatTerminalJson } from '../store/parse-document.ts'
import type { Surroundings } from '../surroundings.ts'
import { UsageError } from '../usage-error.ts'
import { isGood, verdictLines } from '../verify/verdict-lines.ts'
import { verifyPath, type PathVerdict, type VerifyOptions } from '../verify/verify-path.ts'
import { openOnce } from './open-once.ts'
import { openOptions } from './open-stores.ts'
import { progressBars, type ProgressBars } from './progress-bars.ts'
import { typedOptions } from './typed-options.ts'

export const HELP = `Usage: zoopress verify DIR|FILE… [options]

Is what lies on the disk what the store published? In a folder that
"zoopress get" or net_download installed into, and in folders below it, every
file is compared with the record of the installation, and the store is asked
whether it still publishes the same. Of other files, their SHA-256 is looked for
in the stores: in lists of downloads, and of what archives hold.

  --store STORE    an address or a folder. Of what was installed, the first is
                   asked instead of the store that the record names; other files
                   are looked for in all of them, by default in those of
                   MODEL_STORE_URL, then DIGITS_MODEL_STORE_URL
  --pubkey KEY     the key of the store's owner, or the file that holds it
  --json           prints {"paths": […], "failed": […]} for programs
  --quiet          no progress

Files of your own in such a folder are named, and are no fault. Exit code:
0 all is as it was published, 1 not, 2 wrongly typed.
`

const OPTIONS = {
  store: { type: 'string', multiple: true },
  pubkey: { type: 'string' },
  json: { type: 'boolean' },
  quiet: { type: 'boolean' },
} as const

/** @throws UsageError */
export async function run(args: string[], surroundings: Surroundings): Promise<number> {
  const { values, positionals } = typedOptions('verify', args, OPTIONS)
  if (positionals.length === 0) throw new UsageError('Say what to look at: zoopress verify DIR.')
  const { env, signal, workDir, out, err } = surroundings
  const bars = progressBars(process.stderr, { env, quiet: values.quiet === true })
  const options: VerifyOptions = {
    stores: storeAddresses(values.store ?? [], env),
    instead: values.store === undefined ? null : (storeAddresses(values.store, env)[0] ?? null),
    open: openOnce(openOptions(values.pubkey, surroundings)),
    signal,
    onFile: onFile(bars),
  }
  const verdicts: Verdict[] = []
  const failed: { path: string; why: string }[] = []
  for (const path of positionals) {
    try {
      verdicts.push({ path, verdict: await verifyPath(resolve(workDir, path), options) })
    } catch (error) {
      if (!(error instanceof UserError) || signal.aborted) throw error
      bars.done()
      err(error.message.split('\n').map(escapeHidden).join('\n'))
      failed.push({ path, why: error.message })
    }
  }
  bars.done()
  if (values.json === true) out(formatTerminalJson({ paths: verdicts.map(toJson), failed }))
  else for (const line of verdicts.flatMap(({ verdict }) => verdictLines(verdict))) out(line)
  return failed.length === 0 && verdicts.every(({ verdict }) => isGood(verdict)) ? 0 : 1
}

interface Verdict {
  /** As it was typed. */
  path: string
  verdict: PathVerdict
}

function toJson({ path, verdict }: Verdict): object {
  const installed = verdict.installed.map(({ dir, parts, extra, answers }) => ({
    dir,
    parts: parts.map((part, index) => ({ ...part, answer: answers[index] })),
    extra,
  }))
  return { path, isGood: isGood(verdict), ...verdict, installed }
}

/** Reading a large file is shown as downloads are. */
function onFile(bars: ProgressBars): NonNullable<VerifyOptions['onFile']> {
  return (label, size) => {
    const shown: Wanted = { urls: [], path: '', sha256: null, size, label: `checking ${basename(label)}` }
    if (size >= LEAST_SHOWN) bars.begin(shown, 0, size)
    return { bytes: (count) => bars.bytes(shown, count), end: () => bars.end(shown) }
  }
}

/** Bytes; a tenth of a second's work. */
const LEAST_SHOWN = 100_000_000
