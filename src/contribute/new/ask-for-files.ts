/** Where the files of a new entry are, asked of whoever named none. */
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { UserError } from '../../lib/user-error.ts'
import { shellWord } from '../../site/quote.ts'
import { escapeHidden, quote } from '../../zoo/problem.ts'
import { hostedFault } from './hosted.ts'
import type { NewOptions } from './new-options.ts'
import type { Person } from './person.ts'

/** At a terminal, files are asked for where none are named. */
export async function askForFiles(given: NewOptions, person: Person | null): Promise<NewOptions> {
  const options = withAddress(given)
  const { paths, sections, hosted } = options
  if (person === null || paths.length > 0 || sections.length > 0 || hosted.url !== undefined) return options
  const fault = (text: string) =>
    text.trim() === '' || isAddress(text.trim()) || existsSync(toPath(text))
      ? null
      : `There is nothing at ${quote(toPath(text))}.`
  const typed = await person.text(
    'Where are its files? A folder or a file; empty: none here',
    '~/experiments/liver',
    fault,
  )
  if (isAddress(typed.trim())) return withAddress({ ...options, paths: [typed.trim()] })
  if (typed.trim() !== '') return { ...options, paths: [toPath(typed)] }
  const url = await person.text(
    'Is there an address to download its weights from? Empty: not yet',
    'https://example.org/weights.tar.gz',
    (text) => (text.trim() === '' ? null : hostedFault('url', text)),
  )
  return url.trim() === '' ? options : { ...options, hosted: { url: url.trim() } }
}

/** An address where a path is meant is that of weights which are hosted elsewhere. @throws UserError for one of a description */
function withAddress(options: NewOptions): NewOptions {
  const { paths, hosted } = options
  const [first = ''] = paths
  if (!isAddress(first) || paths.length > 1 || hosted.url !== undefined) return options
  if (/\.(ini|ya?ml)$/i.test(first))
    throw new UserError(
      `${quote(first)} is no model, but tells of one: npm run import -- ${escapeHidden(shellWord(first))}. Nothing was written.`,
    )
  return { ...options, paths: [], hosted: { ...hosted, url: first } }
}

function isAddress(text: string): boolean {
  return /^https?:\/\//i.test(text)
}

/** A path as it is typed or dropped at a terminal, where no shell looks at it: in quotes, or with a backslash before each blank. */
function toPath(typed: string): string {
  const text = typed.trim().replace(/^(['"])(.*)\1$/, '$2')
  const path = resolve(text === '~' || text.startsWith('~/') ? homedir() + text.slice(1) : text)
  return existsSync(path) || process.platform === 'win32' ? path : path.replaceAll(/\\(.)/g, '$1')
}
