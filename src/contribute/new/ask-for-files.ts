/** Where the files of a new entry are, asked of whoever named none. */
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { quote } from '../../zoo/problem.ts'
import { hostedFault, type HostedFlags } from './hosted.ts'
import type { NewOptions } from './new-options.ts'
import type { Person } from './person.ts'

/** At a terminal, files are asked for where none are named. */
export async function askForFiles(options: NewOptions, person: Person | null): Promise<NewOptions> {
  const { paths, sections, hosted } = options
  if (person === null || paths.length > 0 || sections.length > 0 || hosted.url !== undefined) return options
  const fault = (text: string) =>
    text.trim() === '' || existsSync(toPath(text)) ? null : `There is nothing at ${quote(toPath(text))}.`
  const typed = await person.text(
    'Where are its files? A folder or a file; empty: none here',
    '~/experiments/liver',
    fault,
  )
  if (typed.trim() !== '') return { ...options, paths: [toPath(typed)] }
  return { ...options, hosted: await askForAddress(person) }
}

async function askForAddress(person: Person): Promise<HostedFlags> {
  const ask = async (key: keyof HostedFlags, message: string, example: string) =>
    (
      await person.text(message, example, (text) =>
        text.trim() === '' && key === 'url' ? null : hostedFault(key, text),
      )
    ).trim()
  const url = await ask(
    'url',
    'Is there an address to download its weights from? Empty: not yet',
    'https://example.org/weights.tar.gz',
  )
  if (url === '') return {}
  const sha256 = await ask('sha256', 'Its SHA-256, as "sha256sum FILE" prints it', 'd85ec4c5…')
  return { url, sha256, size: await ask('size', 'Its size in bytes', '17853647') }
}

/** A path as it is typed or dropped at a terminal, where no shell looks at it: in quotes, or with a backslash before each blank. */
function toPath(typed: string): string {
  const text = typed.trim().replace(/^(['"])(.*)\1$/, '$2')
  const path = resolve(text === '~' || text.startsWith('~/') ? homedir() + text.slice(1) : text)
  return existsSync(path) || process.platform === 'win32' ? path : path.replaceAll(/\\(.)/g, '$1')
}
