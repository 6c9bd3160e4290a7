import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { downloadAll } from '../../../src/client/net/download-all.ts'
import type { Wanted } from '../../../src/client/net/download.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'
import { answers, honest, impatient, serve, stallsAfter } from './misbehaving-server.ts'

const FILE = Buffer.from('weights '.repeat(1000))
const sha256 = createHash('sha256').update(FILE).digest('hex')

function wanted(dir: string, url: string, count: number): Wanted[] {
  return Array.from({ length: count }, (_, index) => ({
    ...{ urls: [`${url}/${index}`], path: join(dir, `${index}.bin`), size: FILE.length, sha256 },
    label: `${index}.bin`,
  }))
}

it('brings all files, in the order in which they were wanted, a few at a time', async () => {
  let open = 0
  let most = 0
  const { url } = await serve((request, response) => {
    most = Math.max(most, ++open)
    response.on('close', () => open--)
    setTimeout(() => honest(FILE)(request, response), 10)
  })
  const files = wanted(freshFolder(), url, 9)
  const results = await downloadAll(files, impatient(), { parallel: 3 })
  expect(results.map(({ path }) => path)).toEqual(files.map(({ path }) => path))
  expect(most).toBe(3)
})

it('tells of every file that could not be brought, and brings the others', async () => {
  const dir = freshFolder()
  const { url } = await serve((request, response) =>
    (/\/[13]$/.test(request.url!) ? answers(404) : honest(FILE))(request, response),
  )
  const files = wanted(dir, url, 5)
  const error = await downloadAll(files, impatient()).catch((fault: unknown) => fault)
  expect((error as Error).message.replaceAll(/:\d{4,5}\b/g, '')).toMatchInlineSnapshot(`
    "1.bin cannot be downloaded. http://127.0.0.1/1: the server answers with status 404. Look whether the address is right. Nothing of the file is kept.
    3.bin cannot be downloaded. http://127.0.0.1/3: the server answers with status 404. Look whether the address is right. Nothing of the file is kept."
  `)
  expect(files.map(({ path }) => existsSync(path))).toEqual([true, false, true, false, true])
})

it('ends all of them when it is stopped', async () => {
  const stop = new AbortController()
  const { url } = await serve((request, response) => {
    stallsAfter(1000, FILE)(request, response)
    if (request.url === '/3') setTimeout(() => stop.abort(), 20)
  })
  const files = wanted(freshFolder(), url, 6)
  await expect(downloadAll(files, impatient({}, { signal: stop.signal }))).rejects.toMatchObject({
    name: 'Interrupted',
  })
})

it('says once what is true of several', async () => {
  const { url } = await serve(answers(200, {}, 'never asked'))
  const stopped = impatient({}, { signal: AbortSignal.abort() })
  await expect(downloadAll(wanted(freshFolder(), url, 3), stopped)).rejects.toMatchObject({
    message: 'Stopped. Nothing of the file is kept.',
  })
})
