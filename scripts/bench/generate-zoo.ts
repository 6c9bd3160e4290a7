/** Writes a generated zoo: `npm run bench -- generate --entries 1000 --files 9 --bytes 536870912 --out FOLDER`. */
import { closeSync, existsSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { UserError } from '../../src/lib/user-error.ts'
import { formatBytes, plain, plural } from '../../src/site/format.ts'
import { label, readOptions } from '../command.ts'
import type { GeneratedFile } from './layouts.ts'
import { zooFiles, type ZooOptions } from './zoo-files.ts'

const NUMBERS = ['entries', 'files', 'bytes', 'pictures', 'seed'] as const

/** The command; says what it wrote. */
export function runGenerate(args: string[]): number {
  const { out, ...texts } = readOptions(args, [...NUMBERS, 'out'])
  if (out === undefined)
    throw new UserError('Say where the zoo is to be written: --out FOLDER, which must not exist yet.')
  const numbers = NUMBERS.flatMap((name) => {
    const text = texts[name]
    return text === undefined ? [] : [[name, wholeNumber(name, text)]]
  })
  const options = { entries: 100, ...(Object.fromEntries(numbers) as Partial<ZooOptions>) }
  const { files, bytes } = generateZoo(resolve(out), options)
  const amount = `${plural(options.entries, 'entry', 'entries')}, ${plural(files, 'file')}, ${formatBytes(bytes)}`
  console.log(plain(`Wrote ${amount} into ${label(resolve(out))}/.`))
  return 0
}

/** A whole number that is not negative. */
export function wholeNumber(name: string, text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new UserError(`--${name} must be a whole number.`)
}

/** Fills a new folder. @throws UserError where it exists already. */
export function generateZoo(dir: string, options: ZooOptions): { files: number; bytes: number } {
  if (existsSync(dir)) throw new UserError(`${label(dir)} exists already. Remove it, or name another folder.`)
  const wrote = { files: 0, bytes: 0 }
  let parent = ''
  for (const file of zooFiles(options)) {
    const path = join(dir, file.path)
    if (dirname(path) !== parent) mkdirSync((parent = dirname(path)), { recursive: true })
    wrote.files++
    wrote.bytes += writeContent(path, file.content)
  }
  return wrote
}

function writeContent(path: string, content: GeneratedFile['content']): number {
  if (typeof content === 'string' || content instanceof Uint8Array) {
    writeFileSync(path, content)
    return Buffer.byteLength(content)
  }
  const fd = openSync(path, 'w')
  let bytes = 0
  for (const chunk of content) {
    for (let at = 0; at < chunk.length;) at += writeSync(fd, chunk, at)
    bytes += chunk.length
  }
  closeSync(fd)
  return bytes
}
