/** `npm run dev` shows what lies under zoo/, and follows it. */
import { cpSync, mkdirSync, rmSync, writeFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { formatLockFile } from '../../src/release/lock-file.ts'
import { withdrawnEntry } from '../fixtures/releases.ts'
import { startZoopress } from './command.ts'
import { freshFolder, sha256 } from './folders.ts'
import { freePort, responds } from './ports.ts'

const folder = freshFolder('dev')
const zoo = join(folder.path, 'zoo')
/** Of a model that was withdrawn. */
const GONE = {
  id: 'gone',
  versions: withdrawnEntry().versions.map((version) => ({
    ...{ ...version, title: 'Gone', downloads: [] },
    yanked: { date: '2026-11-21', reason: 'The patients took their consent back.' },
  })),
}
let origin = ''
let stop = () => Promise.resolve()

beforeAll(async () => {
  cpSync(inject('zoo'), zoo, { recursive: true })
  mkdirSync(`${zoo}.lock`)
  writeFileSync(`${zoo}.lock/gone.json`, formatLockFile(GONE))
  const port = await freePort()
  const args = ['dev', '--zoo', zoo, '--cache', join(folder.path, 'cache'), '--port', String(port)]
  const child = startZoopress(args)
  stop = async () => {
    const ended = new Promise((done) => child.once('close', done))
    child.kill('SIGINT')
    await ended
  }
  origin = `http://localhost:${port}`
  await responds(origin)
})

afterAll(async () => {
  await stop()
  folder.remove()
})

const statusOf = async (path: string) => (await fetch(`${origin}${path}`)).status
const textOf = async (path: string) => (await fetch(`${origin}${path}`)).text()

/** Asks until the answer is as wanted, at most twenty seconds; gives the last one. */
async function eventually<Answer>(
  ask: () => Promise<Answer>,
  wanted: (answer: Answer) => boolean,
): Promise<Answer> {
  for (let tries = 0; tries < 100; tries++) {
    const answer = await ask()
    if (wanted(answer)) return answer
    await sleep(200)
  }
  return ask()
}

it('serves pages, documents, archives and pictures that no build has written', async () => {
  expect(await textOf('/')).toContain('Spleen')
  expect(JSON.parse(await textOf('/master.json'))).toHaveProperty('children')
  expect(await textOf('/raw/5-reorganising-with-lfs/spleen_unet/main.ini')).toContain('action = expand')
  const entry = JSON.parse(await textOf('/spleen_unet/entry.json')) as {
    versions: { downloads: { path?: string; sha256: string }[] }[]
  }
  const download = entry.versions[0]?.downloads.find(({ path }) => path !== undefined)
  const archive = await fetch(new URL(download!.path!, `${origin}/spleen_unet/`))
  expect(sha256(Buffer.from(await archive.arrayBuffer()))).toBe(download!.sha256)
  expect(await statusOf('/nothing/here')).toBe(404)
})

it('shows why a model was withdrawn, at its address and at those of its versions', async () => {
  for (const path of ['/gone/', '/gone/1.0/', '/gone/1.1/'])
    expect(await textOf(path)).toContain('The patients took their consent back.')
  expect(await statusOf('/gone/2.0/')).toBe(404)
})

it('shows a changed card, a new entry and the end of one without being started again', async () => {
  const card = join(zoo, 'spleen_unet/README.md')
  writeFileSync(card, readFileSync(card, 'utf8').replace(/^title: .*$/m, 'title: Another name'))
  const page = await eventually(
    () => textOf('/spleen_unet/'),
    (text) => text.includes('Another name'),
  )
  expect(page).toContain('Another name')
  cpSync(join(zoo, 'spleen_unet'), join(zoo, 'brand_new'), { recursive: true })
  expect(
    await eventually(
      () => statusOf('/brand_new/'),
      (status) => status === 200,
    ),
  ).toBe(200)
  rmSync(join(zoo, 'brand_new'), { recursive: true })
  expect(
    await eventually(
      () => statusOf('/brand_new/'),
      (status) => status === 404,
    ),
  ).toBe(404)
})

it('follows the record of releases, which may go and come', async () => {
  rmSync(`${zoo}.lock`, { recursive: true })
  const gone = (status: number) => status === 404
  expect(await eventually(() => statusOf('/gone/'), gone)).toBe(404)
  mkdirSync(`${zoo}.lock`)
  writeFileSync(`${zoo}.lock/gone.json`, formatLockFile(GONE))
  const back = (status: number) => status === 200
  expect(await eventually(() => statusOf('/gone/'), back)).toBe(200)
})
