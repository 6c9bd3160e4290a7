import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from '../../scripts/deploy.ts'
import { formatSums } from '../../src/formats/sums.ts'
import { sha256 } from '../../src/lib/hash.ts'
import { lock } from '../../src/lib/lock.ts'
import { freshFolder } from '../lib/fresh-folder.ts'
import { runNode } from '../lib/run-node.ts'

/** A store of one page, as far as a deploy looks. */
function aStore(): string {
  const dist = join(freshFolder(), 'dist')
  mkdirSync(join(dist, 'liver'), { recursive: true })
  writeFileSync(join(dist, 'liver/index.html'), 'liver')
  writeFileSync(join(dist, 'SHA256SUMS'), formatSums([{ path: 'liver/index.html', sha256: sha256('liver') }]))
  return dist
}

describe('npm run deploy', () => {
  it('says what it did, and what it left out', () => {
    const dist = aStore()
    writeFileSync(join(dist, 'CNAME'), 'zoo.example')
    const args = JSON.stringify([join(freshFolder(), 'srv'), '--dist', dist])
    const said = runNode(`import { run } from './scripts/deploy.ts'; await run(${args})`)
    expect(said).toMatch(
      /^Put 2 files, .* each verified by its sum; 0 were there\.\nLeft out of .*: "CNAME"\./,
    )
  })

  it('tells of a disk that refuses what the state of the place is, and nothing of a build', async () => {
    const place = freshFolder()
    writeFileSync(join(place, 'liver'), 'a file')
    await expect(run([place, '--dist', aStore()])).rejects.toThrow(
      /liver: .* or choose another place, and run the command again\. What was deployed stays/,
    )
  })

  it('lets two into one folder one after the other', async () => {
    const place = freshFolder()
    const held = await lock(place)
    const second = run([place, '--dist', aStore()])
    await expect(second).rejects.toThrow(/^Another deploy to .* is running\. .* Nothing was deployed\.$/)
    await held.release()
  })
})
