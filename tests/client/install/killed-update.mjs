/**
 * A thread that updates a folder and ends before the change of the disk that it is told, as if it was killed there: nothing that would
 * tidy up is run. Its number is exactly that of a killed process as soon as the process has ended, too.
 */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'

const CHANGES = /** @type {const} */ ([
  'renameSync',
  'linkSync',
  'symlinkSync',
  'mkdirSync',
  'openSync',
  'writeSync',
  'closeSync',
  'writeFileSync',
  'chmodSync',
  'rmSync',
  'rmdirSync',
])
/** @type {{ archive: string, target: string, count: number }} */
const { archive, target, count } = workerData
let changes = 0
let isMeant = false

for (const name of CHANGES) {
  const real = /** @type {(...args: unknown[]) => unknown} */ (fs[name])
  Object.assign(fs, {
    /** @param {unknown[]} args */
    [name]: (...args) => {
      // In a thread this ends the thread.
      if (isMeant && ++changes === count) process.exit()
      return real(...args)
    },
  })
}
syncBuiltinESMExports()

const { stageArchives } = await import('../../../src/client/archive/stage.ts')
const { swapIn } = await import('../../../src/client/install/swap-in.ts')
isMeant = true
const { signal } = new AbortController()
const staged = await stageArchives([{ path: archive, label: 'weights.tar', expected: null }], target, {
  signal,
})
const part = { store: 'https://a.org', id: 'liver', version: '2', section: 'weights', sha256: null }
swapIn(staged, target, [{ ...part, files: staged.files }])
parentPort?.postMessage('done')
