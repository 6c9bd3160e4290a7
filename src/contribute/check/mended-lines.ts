/** Lines to paste that leave nothing to mend in them: a misspelt key may have a wrong value, too. */
import { join } from 'node:path'
import { parseCard } from '../../zoo/card.ts'
import { readUtf8 } from '../../zoo/folder.ts'
import type { Problem } from '../../zoo/problem.ts'
import { parseStoreCard } from '../../zoo/store-card.ts'
import { fixText } from './fix-text.ts'

/** Where the entries lie, and what problems call that folder. */
interface Zoo {
  zooDir: string
  label: string
}

/** The problems, each with its line as `--fix` would leave it. */
export function withMendedLines(problems: readonly Problem[], zoo: Zoo): Problem[] {
  const lines = new Map<string, string[]>()
  return problems.map((problem) => {
    const { file, line, replacement, paste } = problem
    if (replacement === undefined || line === undefined || paste === undefined) return problem
    if (!lines.has(file)) lines.set(file, mendedCard(file, zoo))
    const mended = lines.get(file)![line - 1]
    // Somebody may have changed the card meanwhile.
    return mended?.includes(replacement) ? { ...problem, paste: mended } : problem
  })
}

/** Empty where it is no card that can be read. */
function mendedCard(file: string, { zooDir, label }: Zoo): string[] {
  const path = file.startsWith(`${label}/`) ? file.slice(label.length + 1) : ''
  if (!/^(?:[^/]+\/)?README\.md$/.test(path)) return []
  const text = readUtf8(join(zooDir, path))
  const parse = path.includes('/') ? parseCard : parseStoreCard
  return text === null ? [] : fixText(text, file, (now) => parse(now, file).problems).text.split('\n')
}
