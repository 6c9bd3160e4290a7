/**
 * What the environment says about signing: `SIGNING_KEY` (a key file's text, or its second line) or `SIGNING_KEY_FILE`, `SIGNING_DAYS`,
 * and `SOURCE_DATE_EPOCH` (https://reproducible-builds.org/specs/source-date-epoch/) in the place of the clock.
 */
import { resolve, sep } from 'node:path'
import { withFile } from '../src/lib/byte-source.ts'
import { realPath } from '../src/lib/real-path.ts'
import { UserError } from '../src/lib/user-error.ts'
import type { Workplace } from '../src/prepare.ts'
import { quote } from '../src/zoo/problem.ts'

const DEFAULT_DAYS = 365
const MOST_DAYS = 3650
/** Bytes; a key file has about 300. */
const KEY_LIMIT = 8192

/** The same workplace where no key is given. The key is taken out of `env`, so that no program started later inherits it. */
export async function withSigning(workplace: Workplace, env: NodeJS.ProcessEnv): Promise<Workplace> {
  const given = readKey(workplace, env)
  delete env['SIGNING_KEY']
  if (given === null) return workplace
  // Most builds sign nothing.
  const { parseSecretKey } = await import('../src/lib/minisign-secret.ts')
  const { publicKeyLine } = await import('../src/lib/minisign.ts')
  const secretKey = explained(given.name, () => parseSecretKey(given.text))
  const days = readNumber(env, 'SIGNING_DAYS', { from: 1, to: MOST_DAYS }) ?? DEFAULT_DAYS
  const now = readNumber(env, 'SOURCE_DATE_EPOCH', { from: 0, to: 99_999_999_999 })
  const signing = { secretKey, days, now: now ?? Math.floor(Date.now() / 1000) }
  return { ...workplace, signing, publicKey: publicKeyLine(secretKey.publicKey) }
}

/** The key's text, and what a message calls the place that it came from. An empty variable is one that is not set, as in CI of a fork. */
function readKey(workplace: Workplace, env: NodeJS.ProcessEnv): { name: string; text: string } | null {
  const { SIGNING_KEY: text, SIGNING_KEY_FILE: file } = env
  if (text && file)
    throw new UserError('Both SIGNING_KEY and SIGNING_KEY_FILE are set. Set one. Nothing was written.')
  if (text) return { name: 'SIGNING_KEY', text }
  return file ? { name: 'SIGNING_KEY_FILE', text: readKeyFile(file, workplace) } : null
}

/** Links are followed, as those in whose place a cluster puts its secrets; what they lead to must not lie where it is published. */
function readKeyFile(file: string, { zooDir, distDir }: Workplace): string {
  const path = realPath(resolve(file))
  for (const dir of [zooDir, distDir]) {
    if (path.startsWith(`${realPath(dir)}${sep}`))
      throw new UserError(
        `SIGNING_KEY_FILE (${path}) lies in ${dir}, where it would be published. Move it elsewhere. Nothing was written.`,
      )
  }
  const text = withFile(path, (bytes) => bytes.read(0, KEY_LIMIT).toString())
  if (text !== null) return text
  throw new UserError(
    `SIGNING_KEY_FILE names ${path}, which is no file. Make a key: npm run keygen. Nothing was written.`,
  )
}

function explained<Result>(name: string, parse: () => Result): Result {
  try {
    return parse()
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    throw new UserError(`${name}: ${error.message} Nothing was written.`)
  }
}

/** Undefined where the variable is not set. */
function readNumber(
  env: NodeJS.ProcessEnv,
  name: string,
  { from, to }: { from: number; to: number },
): number | undefined {
  const text = env[name]
  if (!text) return undefined
  const number = Number(text)
  if (/^\d+$/.test(text) && number >= from && number <= to) return number
  throw new UserError(
    `${name} is ${quote(text)}. Give a whole number from ${from} to ${to}. Nothing was written.`,
  )
}
