/**
 * A person at a terminal, asked with `@clack/prompts` (https://bomb.sh/docs/clack/packages/prompts/). Whatever is shown of files must have gone
 * through `escapeHidden`.
 */
import { autocomplete, confirm, intro, isCancel, log, text, type Option } from '@clack/prompts'
import { wrap } from '../../client/cli/terminal-text.ts'
import { licenseById } from '../../zoo/license.ts'
import { Cancelled, type Person } from './person.ts'
import type { Question } from './questions.ts'

/** With what they allow, in the words of those who have never chosen one. */
const LICENSES: readonly (readonly [string, string])[] = [
  ['cc-by-4.0', 'any use, your name must be given'],
  ['cc-by-sa-4.0', 'any use, your name, changes under the same licence'],
  ['cc-by-nc-4.0', 'no commercial use, your name must be given'],
  ['cc-by-nc-sa-4.0', 'no commercial use, your name, same licence'],
  ['cc-by-nc-nd-4.0', 'no commercial use, your name, no changed copies'],
  ['cc0-1.0', 'any use, nothing asked in return'],
  ['apache-2.0', 'any use, notices are kept, patents are granted'],
  ['mit', 'any use, the notice is kept'],
  ['bsd-3-clause', 'any use, the notice is kept, no endorsement'],
  ['gpl-3.0', 'any use, changed copies with their source'],
  ['agpl-3.0', 'the same, on servers too'],
  ['lgpl-3.0', 'as GPL, and may be linked to other programs'],
  ['mpl-2.0', 'any use, changed files with their source'],
  ['openrail', 'any use but those that it names as harmful'],
  ['other', 'a licence that is not in the list'],
]

/** The end of the input (Ctrl-D) counts as Ctrl-C: nobody is there any more. */
export function atTerminal(): Person {
  const gone = new AbortController()
  // Where the input has ended, nothing else goes on either.
  process.once('beforeExit', () => {
    gone.abort()
  })
  const { signal } = gone
  intro('A new model. Enter takes what is shown, Ctrl-C stops.')
  return {
    answer: async (question, proposal, fault) =>
      question.key === 'license'
        ? orCancelled(await askLicense(question, proposal, signal))
        : askText(question, proposal, fault, signal),
    text: async (message, example, fault) =>
      orCancelled(
        await text({
          message,
          placeholder: shown(example),
          validate: (typed) => fault(typed ?? '') ?? undefined,
          signal,
        }),
      ),
    confirm: async (message, proposal = true) =>
      orCancelled(await confirm({ message, initialValue: proposal, signal })),
    tell: (words) => {
      log.message(words.split('\n').map(wrapped).join('\n'))
    },
  }
}

async function askText(
  { message, example, isRequired }: Question,
  proposal: string,
  fault: (text: string) => string | null,
  signal: AbortSignal,
): Promise<string> {
  const mayBeEmpty = proposal === '' && !isRequired({ license: 'other' })
  const typed = await text({
    message: mayBeEmpty ? `${message} (may be left empty)` : message,
    placeholder: shown(example),
    initialValue: proposal,
    validate: (typed) => fault(typed ?? '') ?? undefined,
    signal,
  })
  return orCancelled(typed)
}

function askLicense(
  { message, fault }: Question,
  proposal: string,
  signal: AbortSignal,
): Promise<string | symbol> {
  const known: Option<string>[] = LICENSES.map(([value, hint]) => ({ value, hint }))
  // Nobody gives a licence by pressing Enter once too often.
  const none = proposal === '' ? [{ value: '', label: 'not chosen yet' }] : []
  const own = proposal !== '' && !LICENSES.some(([id]) => id === proposal) ? [{ value: proposal }] : []
  const judge = (id: string) => fault(id, { zooDir: '', layout: 'card' })
  return autocomplete<string>({
    message,
    // Whoever types another known id is offered it.
    options() {
      const typed = this.userInput.trim().toLowerCase()
      const isNew = licenseById(typed) !== null && ![...own, ...known].some(({ value }) => value === typed)
      return [...none, ...own, ...known, ...(isNew ? [{ value: typed }] : [])]
    },
    filter: isMatch,
    initialValue: proposal,
    maxItems: 8,
    validate: (chosen) =>
      typeof chosen !== 'string'
        ? 'Take one of the list, or clear the search and take "other".'
        : chosen === ''
          ? 'Choose with the arrow keys, or type its name.'
          : (judge(chosen) ?? undefined),
    signal,
  })
}

/** So that each line stands beside the guide at its left. */
function wrapped(line: string): string {
  return wrap(line, (process.stdout.columns || 80) - 6).join('\n  ')
}

/** By the id, or by a word that begins so of what it allows. */
function isMatch(search: string, { value, hint = '' }: Option<string>): boolean {
  const wanted = search.trim().toLowerCase()
  return value.includes(wanted) || hint.split(/[ ,]+/).some((word) => word.startsWith(wanted))
}

/** Without colours nothing would tell an example from an answer (https://no-color.org). */
function shown(example: string): string {
  return process.env['NO_COLOR'] ? '' : example
}

function orCancelled<Answer>(answer: Answer): Exclude<Answer, symbol> {
  if (isCancel(answer)) throw new Cancelled()
  return answer as Exclude<Answer, symbol>
}
