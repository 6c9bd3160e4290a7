/** What `npm run new` says at its end: what was made, what is wrong with it, and what to do next. */
import { PLACEHOLDER } from '../src/contribute/new/card-prose.ts'
import type { Draft } from '../src/contribute/draft.ts'
import { size, totalSize } from '../src/contribute/new/describe-find.ts'
import { cardOf, type NewEntry } from '../src/contribute/new/new-entry.ts'
import { plural } from '../src/site/format.ts'
import { escapeHidden, hasErrors } from '../src/zoo/problem.ts'
import { printProblems } from './command.ts'

/** Prints it. `label` is what problems call the zoo. Gives the exit code. */
export function report({ id, problems, draft, proposal: { files } }: NewEntry, label: string): number {
  const folder = `${escapeHidden(label)}/${id}`
  const what = `README.md${files.length === 0 ? '' : ` and ${plural(files.length, 'file')}, ${size(totalSize(files))}`}`
  if (problems === null) {
    console.log(`${folder}/ would hold ${what}:\n`)
    for (const { path, size: bytes } of files) console.log(escapeHidden(`  ${path} (${size(bytes)})`))
    console.log(`\n${cardOf(draft).split('\n').map(escapeHidden).join('\n')}\nNothing was written.`)
    return 0
  }
  console.log(`Made ${folder}/: ${what}.`)
  printProblems(problems, 'The folder stays as it is: mend it there.')
  console.log(nextSteps(draft, label))
  return hasErrors(problems) ? 1 : 0
}

function nextSteps({ id, facts, prose }: Draft, label: string): string {
  const isUnwritten = prose.includes(PLACEHOLDER)
  const { weights } = (facts['downloads'] ?? {}) as {
    weights?: { url?: string; sha256?: string; size?: number }
  }
  const isOpen = weights?.url !== undefined && (weights.sha256 === undefined || weights.size === undefined)
  const folder = `${escapeHidden(label)}/${id}`
  const zoo = label === 'zoo' ? '' : ` --zoo ${escapeHidden(label)}`
  const steps = [
    ...(isUnwritten ? [`Replace what begins with "${PLACEHOLDER}" in ${folder}/README.md`] : []),
    ...(isOpen ? [`npm run pin -- ${id}${zoo}    fetches the weights once for their SHA-256 and size`] : []),
    `npm run check -- ${id}${zoo}    tells what is wrong, and how to mend it`,
    `npm run dev${zoo === '' ? '' : ` --${zoo}`}    shows the page as it will look`,
    `git add ${folder} && git commit, then open a pull request`,
  ]
  return `\nNext:\n${steps.map((step, index) => `  ${index + 1}. ${step}`).join('\n')}`
}
