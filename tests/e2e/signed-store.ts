/** A signed store, built by the command line, and copies of it to tamper with. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { formatSums } from '../../src/formats/sums.ts'
import { prehash } from '../../src/lib/minisign.ts'
import { formatSecretKey, generateSecretKey, signDigest } from '../../src/lib/minisign-secret.ts'
import { buildArgs, REPOSITORY, zoopress, type BuildPlan } from './command.ts'
import { digestFolder, freshFolder } from './folders.ts'

export const FIXTURE_ZOO = join(REPOSITORY, 'tests/fixtures/zoo')
export const KEY = generateSecretKey()

/** Builds `plan` with `KEY`, given as a variable; a build that fails is an error that shows what the command said. */
export async function buildSigned(plan: BuildPlan, env: Record<string, string> = {}): Promise<void> {
  const signing = { STORE_URL: plan.url, SIGNING_KEY: formatSecretKey(KEY), ...env }
  const { code, stderr } = await zoopress(buildArgs(plan), { env: signing })
  if (code !== 0) throw new Error(`The build ended with ${code ?? 'a signal'}.\n${stderr}`)
}

/** A copy of a store that belongs to one test. */
export class Copy {
  readonly dir: string

  constructor(dist: string) {
    const folder = freshFolder('copy')
    onTestFinished(folder.remove)
    this.dir = join(folder.path, 'dist')
    cpSync(dist, this.dir, { recursive: true })
  }

  read(path: string): string {
    return readFileSync(join(this.dir, path), 'utf8')
  }

  write(path: string, content: string | Buffer): void {
    mkdirSync(dirname(join(this.dir, path)), { recursive: true })
    writeFileSync(join(this.dir, path), content)
  }

  edit(path: string, change: (text: string) => string): void {
    const before = this.read(path)
    const after = change(before)
    if (before === after) throw new Error(`Nothing has changed in ${path}.`)
    this.write(path, after)
  }

  remove(path: string): void {
    rmSync(join(this.dir, path))
  }

  /** Makes the list fit again, as somebody can who has no key. */
  list(): void {
    const files = Object.entries(digestFolder(this.dir)).filter(
      ([path]) => !/^SHA256SUMS(?:\.minisig)?$/.test(path),
    )
    this.write('SHA256SUMS', formatSums(files.map(([path, sha256]) => ({ path, sha256 }))))
  }

  /** Signs the list as it is, by the store's own key. */
  sign(comment: string, key = KEY): void {
    this.write('SHA256SUMS.minisig', signDigest(prehash(Buffer.from(this.read('SHA256SUMS'))), key, comment))
  }
}
