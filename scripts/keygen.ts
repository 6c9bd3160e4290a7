/** `npm run keygen`: makes the key pair that a store is signed with, in minisign's files. */
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { errorCode, FILE_MODE } from '../src/lib/files.ts'
import { formatPublicKey, publicKeyLine } from '../src/lib/minisign.ts'
import { formatSecretKey, generateSecretKey, type SecretKey } from '../src/lib/minisign-secret.ts'
import { realPath } from '../src/lib/real-path.ts'
import { UserError } from '../src/lib/user-error.ts'
import { shellWord } from '../src/site/quote.ts'
import { isIn, label, readOptions, toWorkplace } from './command.ts'

const OWNER_ALONE = 0o600

export async function run(args: string[]): Promise<number> {
  const { out = 'zoopress.key' } = readOptions(args, ['out'])
  const secretPath = resolve(out)
  const publicPath = `${secretPath.replace(/\.key$/, '')}.pub`
  const dir = dirname(secretPath)
  if (!existsSync(dir))
    throw new UserError(`There is no folder ${label(dir)}/. Make it first. Nothing was written.`)
  await refusePublished(dir)
  for (const path of [secretPath, publicPath]) refuseExisting(path)
  const key = generateSecretKey()
  writePair(key, secretPath, publicPath)
  console.log(whatNext(key, label(secretPath), label(publicPath)))
  return 0
}

/** What lies in zoo/ or dist/ is committed, or published, or both. */
async function refusePublished(dir: string): Promise<void> {
  const { zooDir, distDir } = await toWorkplace({})
  for (const published of [zooDir, distDir]) {
    if (isIn(realPath(dir), realPath(published)))
      throw new UserError(
        `${label(dir)}/ lies in ${label(published)}/, where a secret key would be published. Choose another place with --out. Nothing was written.`,
      )
  }
}

function refuseExisting(path: string): void {
  if (!existsSync(path)) return
  throw new UserError(
    `${label(path)} is there already, and a key that is lost cannot be made again. Choose another name with --out. Nothing was written.`,
  )
}

/** Neither file is written over, and there is no secret key without its public one. */
function writePair(key: SecretKey, secretPath: string, publicPath: string): void {
  writeNew(secretPath, formatSecretKey(key), OWNER_ALONE)
  try {
    writeNew(publicPath, formatPublicKey(key.publicKey), FILE_MODE)
  } catch (error) {
    rmSync(secretPath)
    throw error
  }
}

function writeNew(path: string, text: string, mode: number): void {
  try {
    writeFileSync(path, text, { flag: 'wx', mode })
  } catch (error) {
    const code = errorCode(error)
    if (code === '') throw error
    throw new UserError(
      `${label(path)} cannot be written (${code}). Choose another place with --out. No key was made.`,
    )
  }
}

function whatNext({ publicKey }: SecretKey, secret: string, open: string): string {
  return [
    `The secret key is in ${secret}, for you alone to read. Never commit or send it: whoever has it can sign in your name. Keep a copy in a safe place.`,
    `The public key is in ${open}: ${publicKeyLine(publicKey)}`,
    `Sign the store: SIGNING_KEY_FILE=${shellWord(secret)} npm run build`,
    'Where the build runs in CI, keep the text of the secret key as a secret variable named SIGNING_KEY.',
    'Tell people the public key by another way than the store; with it they check the store, as its page "Use the store from your client" says.',
  ].join('\n')
}
