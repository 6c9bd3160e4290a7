/** A run killed at any moment leaves the old version or the new one, and the next command heals what it left behind. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { readRecord } from '../../../src/client/install/read-record.ts'
import { makeScratch } from '../../../src/client/install/scratch.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'
import { runNode } from '../../lib/run-node.ts'
import { tar } from '../archive/make-tar.ts'
import { install, readTree, writeTree } from './trees.ts'

const OLD = { 'a/w.bin': 'old', gone: 'x', 'mine/notes': 'mine' }
const NEW = { 'a/w.bin': 'new', added: 'y', 'mine/notes': 'mine' }
/** More changes of the disk than an update of three files takes. */
const MOST = 50

/** One process, whose threads each end at another change; it prints which of them did not. */
const UPDATES = `
import { Worker } from 'node:worker_threads'
const { ARCHIVE, TARGETS, THREAD } = process.env
const whole = []
for (const [index, target] of TARGETS.split(' ').entries()) {
  const workerData = { archive: ARCHIVE, target, count: index + 1 }
  const worker = new Worker(new URL(THREAD), { workerData, execArgv: [] })
  worker.on('message', () => whole.push(index + 1))
  await new Promise((resolve, reject) => worker.once('exit', resolve).once('error', reject))
}
console.log(JSON.stringify(whole))`

function oldVersion(parent: string): string {
  const target = join(parent, 'liver')
  mkdirSync(parent)
  install(target, { 'a/w.bin': 'old', gone: 'x' })
  writeTree(target, { 'mine/notes': 'mine' })
  return target
}

/** Ends an update of each target at another change, and gives the counts of those that were not ended. */
function updateAll(folder: string, targets: readonly string[]): number[] {
  const archive = join(folder, 'weights.tar')
  const members = [
    { name: 'a/w.bin', content: 'new' },
    { name: 'added', content: 'y' },
  ]
  writeFileSync(archive, tar(members))
  const thread = pathToFileURL(join(import.meta.dirname, 'killed-update.mjs')).href
  const environment = {
    ARCHIVE: archive,
    TARGETS: targets.join(' '),
    THREAD: thread,
    NODE_COMPILE_CACHE: folder,
  }
  return JSON.parse(runNode(UPDATES, environment)!) as number[]
}

it('an update killed before any of its changes of the disk is whole, and healed by the next command', () => {
  const folder = freshFolder()
  const targets = Array.from({ length: MOST }, (_, index) => oldVersion(join(folder, `${index}`)))
  const whole = updateAll(folder, targets)
  const seen = new Set<string>()
  for (const [index, target] of targets.entries()) {
    const where = existsSync(target) ? 'in its place' : 'between the renames'
    const version = readRecord(target)?.installed[0]?.version
    expect(readTree(target), `killed at change ${index + 1}`).toEqual(version === '2' ? NEW : OLD)
    makeScratch(target).remove()
    expect(readdirSync(dirname(target)), `killed at change ${index + 1}`).toEqual(['liver'])
    seen.add(`${where}: ${version ?? 'none'}`)
  }
  expect([...seen].sort()).toEqual(['between the renames: 1', 'in its place: 1', 'in its place: 2'])
  expect(whole[0]).toBeGreaterThan(20)
  expect(whole).toHaveLength(MOST + 1 - whole[0]!)
})
