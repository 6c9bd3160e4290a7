import { describe, expect, it } from 'vitest'
import { run } from '../../../src/client/cli/get.ts'
import { serve, testSurroundings } from '../store/test-server.ts'

const yanked = { date: '2026-11-21', reason: 'Wrong labels.' }
const download = { section: 'weights', size: 1, sha256: 'a1'.repeat(32), files: null }
const version = (name: string, more: object) => ({
  ...{ version: name, date: '2026-11-20', yanked: null, isPublished: true, ...more },
  downloads: [{ ...download, path: `${name}/weights.tar.gz` }],
})
const liver = { formatVersion: 1, id: 'liver', layout: 'card', title: 'Liver', version: '2.0' }
const FILES = {
  'catalogue.json': JSON.stringify({ formatVersion: 1, store: {}, entries: [{ ...liver, downloads: [] }] }),
  'liver/entry.json': JSON.stringify({
    ...liver,
    versions: [version('2.0', {}), version('1.1', { isPublished: false }), version('1.0', { yanked })],
  }),
  'gone/entry.json': JSON.stringify({ ...liver, id: 'gone', versions: [version('1.0', { yanked })] }),
}

async function get(path: string) {
  const { url } = await serve(FILES)
  const surroundings = testSurroundings()
  const code = await run([`${url}/${path}`, '--quiet'], surroundings)
  return { code, err: surroundings.printed.err.join('\n').replaceAll(url, 'http://lab.example') }
}

describe('zoopress get', () => {
  it.each([
    ['gone/', 'http://lab.example: "gone" was withdrawn on 2026-11-21 ("Wrong labels.").'],
    ['liver/1.0/', '"liver" "1.0" was withdrawn on 2026-11-21 ("Wrong labels.").'],
    ['liver/1.1/', 'The store may not have the files of liver 1.1 any more. It has: 2.0.'],
  ])('says what is wrong with %s', async (path, expected) => {
    const { code, err } = await get(path)
    expect([code, err]).toEqual([1, expect.stringContaining(expected)])
  })
})
