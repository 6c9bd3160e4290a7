/**
 * A disk that takes no more. The system refuses a process what `ulimit -f` says in the middle of a file, as it does on a full disk; whoever
 * may mount one can try a small tmpfs too.
 */
import { randomBytes } from 'node:crypto'
import { appendFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildArgs, buildStore, run, ZOOPRESS } from './command.ts'
import { freshFolder, hashFolder } from './folders.ts'

const folder = freshFolder('full-disk')
const plan = {
  zoo: join(folder.path, 'zoo'),
  out: join(folder.path, 'dist'),
  cache: join(folder.path, 'cache'),
  url: 'http://localhost:8000',
}
const WEIGHTS = join(plan.zoo, 'liver/weights/model.bin')

beforeAll(async () => {
  mkdirSync(join(plan.zoo, 'liver/weights'), { recursive: true })
  writeFileSync(join(plan.zoo, 'liver/README.md'), '---\nlicense: mit\n---\n# Liver\n\nIt finds livers.\n')
  writeFileSync(WEIGHTS, 'small')
  await buildStore(plan)
})
afterAll(folder.remove)

describe('a disk that takes no more', () => {
  it('is told in a sentence, leaves the old store and nothing half made, and is no harm to the next build', async () => {
    const before = hashFolder(plan.out)
    appendFileSync(WEIGHTS, randomBytes(4_000_000))
    const command = [process.execPath, ZOOPRESS, ...buildArgs(plan)]
    const env = { ...process.env, STORE_URL: plan.url }
    const refused = await run('sh', ['-c', 'ulimit -f 2000; exec "$0" "$@"', ...command], { env })
    expect([refused.code, refused.stderr.split('\n').at(-2)]).toEqual([
      1,
      'Writing: the disk takes no file as large as this (a FAT disk none of 4 GB). Choose another place with --out and --cache, and run the command again. The last store stands as it was.',
    ])
    expect(hashFolder(plan.out)).toBe(before)
    expect(readdirSync(join(plan.cache, 'packs/tmp'))).toEqual([])
    expect(readdirSync(folder.path).sort()).toEqual(['cache', 'dist', 'zoo'])
    await buildStore(plan)
    expect(hashFolder(plan.out)).not.toBe(before)
  })
})
