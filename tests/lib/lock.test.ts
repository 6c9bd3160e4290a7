import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { lock, lockAddress } from '../../src/lib/lock.ts'
import { UserError } from '../../src/lib/user-error.ts'
import { freshFolder } from './fresh-folder.ts'
import { startNode } from './run-node.ts'

// The sockets of macOS work on Linux as well, so both kinds are tried.
const KINDS = process.platform === 'linux' ? (['linux', 'darwin'] as const) : [process.platform]

describe.each(KINDS)('lock on %s', (platform) => {
  function folder(): string {
    const dir = freshFolder()
    const address = lockAddress(dir, platform)
    if (platform === 'darwin') onTestFinished(() => rmSync(address, { force: true }))
    return dir
  }

  it('tells the second build that another is running', async () => {
    const dir = folder()
    const first = await lock(dir, platform)
    const second = await lock(dir, platform).catch((error: unknown) => error)
    await first.release()
    expect(second).toBeInstanceOf(UserError)
    expect((second as UserError).message.replace(dir, '<folder>')).toMatchInlineSnapshot(
      `"Another build of this store is running (<folder>). Wait until it has ended, then run this command again. Nothing was written."`,
    )
  })

  it('can be taken again after its release', async () => {
    const dir = folder()
    await (await lock(dir, platform)).release()
    await (await lock(dir, platform)).release()
  })

  it('lets builds of two stores run at once', async () => {
    const locks = [await lock(folder(), platform), await lock(folder(), platform)]
    for (const held of locks) await held.release()
    expect(locks).toHaveLength(2)
  })

  it('dies with a process that is killed', async () => {
    const dir = folder()
    const child = await startNode(`
      import { lock } from './src/lib/lock.ts'
      await lock(${JSON.stringify(dir)}, '${platform}')
      console.log('locked')
      setInterval(() => {}, 1000)
    `)
    await expect(lock(dir, platform)).rejects.toThrow('Another build')
    child.kill('SIGKILL')
    await once(child, 'exit')
    await (await lock(dir, platform)).release()
  })
})
