/** What the store found in the weights when it read them, without ever loading them. */
import type { Verdict } from '../../inspect/report.ts'
import { plural } from '../../site/format.ts'
import { checkpointFiles, nameFiles } from '../store/checkpoint-files.ts'

/** The worst first, each with the end of a sentence that begins with a number of files. */
const VERDICTS: readonly (readonly [Verdict, one: string, many: string])[] = [
  ['code', 'holds code, which runs when it is loaded', 'hold code, which runs when they are loaded'],
  [
    'allowed-imports',
    "imports what only the store's owner vouches for",
    "import what only the store's owner vouches for",
  ],
  [
    'known-imports',
    'is a pickle with imports known to be harmless',
    'are pickles with imports known to be harmless',
  ],
  ['no-code', 'is in a format that holds no code', 'are in a format that holds no code'],
]

/** Sentences about the `checkpoints` of an `entry.json`; none where it has none. */
export function checkpointTexts(document: Readonly<Record<string, unknown>>): string[] {
  return VERDICTS.flatMap(([verdict, one, many]) => {
    const files = checkpointFiles(document, verdict)
    if (files.length === 0) return []
    const isWorthNaming = verdict === 'code' || verdict === 'allowed-imports'
    const names = isWorthNaming ? `: ${nameFiles(files)}` : ''
    return [`${plural(files.length, 'file')} ${files.length === 1 ? one : many}${names}`]
  })
}
