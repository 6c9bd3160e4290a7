import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { answers, honest, serve } from '../../client/net/misbehaving-server.ts'
import { importing, MIT, refusal, writeFolder } from './importing.ts'

const BYTES = Buffer.from('an archive')
const SUM = createHash('sha256').update(BYTES).digest('hex')

function spec(url: string): string {
  return [
    '[config]\nversion = 1.2\nmin_niftynet = 0.2\n',
    `[data]\nlocal_id = OASIS\nurl = ${url}/d.tar.gz?dl=1\naction = expand\ndestination = data\n`,
    `[weights]\nurl = ${url}/w.tar.gz\naction = Expand\ndestination = models\n`,
    `[error_maps]\nlocal_id = maps\nurl = %(base)s/e.tar.gz\nbase = ${url}\naction = expand\ndestination = models\n`,
  ].join('\n')
}

describe('a NiftyNet spec', () => {
  it('keeps sections, places and version, and finds out sums and sizes by one request each', async () => {
    const { url, requests } = await serve(honest(BYTES))
    const dir = writeFolder('net_a', {
      'main.ini': spec(url),
      'README.md': '# Net A\n\nIt parcellates.\n',
      LICENSE: MIT,
    })
    const { kind, id, card, prose, notes, problems } = await importing(join(dir, 'main.ini'))
    expect({ kind, id, prose, problems }).toEqual({
      kind: 'NiftyNet spec',
      id: 'net_a',
      prose: '# Net A\n\nIt parcellates.',
      problems: [],
    })
    const pinned = { sha256: SUM, size: BYTES.length }
    expect(card).toEqual({
      version: '1.2',
      license: 'mit',
      library_name: 'niftynet',
      downloads: {
        data: { url: `${url}/d.tar.gz?dl=1`, destination: 'data', local_id: 'OASIS', ...pinned },
        weights: { url: `${url}/w.tar.gz`, destination: 'models', ...pinned },
        error_maps: { url: `${url}/e.tar.gz`, destination: 'models', local_id: 'maps', ...pinned },
      },
    })
    expect(requests.map((request) => request.url)).toEqual(['/d.tar.gz?dl=1', '/w.tar.gz', '/e.tar.gz'])
    expect(notes).toEqual(['"min_niftynet" was not carried over: the store writes its own specs.'])
  })

  it('is read at its address, and called like the folder it lies in there', async () => {
    const { url } = await serve((request, response) => {
      const text = '[download]\nurl = http://127.0.0.1:1/x.tar.gz\naction = expand\n'
      response.end(request.url === '/zoo/cell_count/main.ini' ? text : '')
    })
    const { id, card, notes } = await importing(`${url}/zoo/cell_count/main.ini`, { isPinned: false })
    expect(id).toBe('cell_count')
    expect(card).toMatchObject({
      title: 'Cell count',
      downloads: { download: { url: 'http://127.0.0.1:1/x.tar.gz', destination: 'examples' } },
    })
    expect(notes.join(' ')).toContain(
      'not complete before "npm run pin -- cell_count download" has fetched it',
    )
  })

  it('takes the sums of git-lfs pointers that lie beside it, and fetches nothing', async () => {
    const url = 'http://127.0.0.1:1/raw/net/weights.tar.gz'
    const dir = writeFolder('net', {
      'main.ini': `[weights]\nurl = ${url}\naction = expand\ndestination = models\n`,
      'weights.tar.gz': `version https://git-lfs.github.com/spec/v1\noid sha256:${SUM}\nsize 17853647\n`,
    })
    const { card, notes } = await importing(dir)
    expect(notes[0]).toContain('those of the git-lfs pointer "weights.tar.gz"')
    expect(card['downloads']).toEqual({
      weights: { url, destination: 'models', sha256: SUM, size: 17853647 },
    })
  })

  it('of earlier zoos loses the ending of its name, and takes the text of that name', async () => {
    const dir = writeFolder('zoo', {
      'highres_model_zoo.ini': '[weights]\nurl = http://127.0.0.1:1/w.tar.gz\naction = expand\n',
      'highres_model_zoo.md': '# HighRes\n',
      'README.md': '# The whole zoo\n',
    })
    const { id, prose } = await importing(join(dir, 'highres_model_zoo.ini'), { isPinned: false })
    expect([id, prose]).toEqual(['highres', '# HighRes'])
  })

  it('has the file where its address is a page about that', async () => {
    const dir = writeFolder('net', {
      'main.ini':
        '[weights]\nurl = https://github.com/lab/zoo/blob/master/net/weights.tar.gz\ndestination = models\n',
      'weights.tar.gz': `version https://git-lfs.github.com/spec/v1\noid sha256:${SUM}\nsize 9\n`,
    })
    const { card, notes } = await importing(dir)
    expect(card['downloads']).toMatchObject({
      weights: { url: 'https://github.com/lab/zoo/raw/master/net/weights.tar.gz', sha256: SUM },
    })
    expect(notes[0]).toBe(
      'The url of "weights" leads to a page about the file, so the card has https://github.com/lab/zoo/raw/master/net/weights.tar.gz instead.',
    )
  })

  it.each([
    [
      'cc-by-4.0',
      'This model zoo entry is licensed under a\n[Creative Commons Attribution 4.0 International (CC BY) License](https://creativecommons.org/licenses/by/4.0/).',
    ],
    ['mit', 'The weights are released under the MIT License'],
    [undefined, 'NiftyNet is licensed under the Apache License, Version 2.0.'],
    [undefined, 'The network is licensed under our terms.'],
    [undefined, 'The model is licensed under MIT\n\nThe weights are licensed under CC BY-NC 4.0'],
  ])('has the licence %s of the text beside it: %s', async (license, text) => {
    const dir = writeFolder('net', {
      'main.ini': '[weights]\nurl = http://x.org/w.tar\n',
      'README.md': `# Net\n\n${text}`,
    })
    const { card, notes } = await importing(dir, { isPinned: false })
    expect(card['license']).toBe(license)
    expect(notes.join(' ')).toContain(
      license === undefined ? 'states no licence' : 'the text beside the spec says',
    )
  })

  it('is imported without the sum of a file that does not answer, and says so', async () => {
    const { url } = await serve(answers(404))
    const dir = writeFolder('net', { 'main.ini': `[weights]\nurl = ${url}/w.tar.gz\naction = expand\n` })
    const { notes, problems } = await importing(dir)
    expect(notes.join(' ')).toContain('could not be fetched')
    expect(problems.join(' ')).toContain('lacks sha256 and size')
  })

  it('asks no private network for a store that is public', async () => {
    const { url, requests } = await serve(honest(BYTES))
    const dir = writeFolder('net', { 'main.ini': spec(url) })
    const { notes } = await importing(dir, { storeUrl: 'https://1.2.3.4/models' })
    expect(notes.join(' ')).toContain('could not be fetched')
    expect(requests).toEqual([])
  })

  it('never takes the sum of a web page, which addresses of old specs lead to', async () => {
    const { url } = await serve(honest(Buffer.from('\n<!DOCTYPE html>\n<html></html>')))
    const dir = writeFolder('net', { 'main.ini': `[weights]\nurl = ${url}/blob/w.tar.gz\n` })
    const { card, notes } = await importing(dir)
    expect(card['downloads']).toEqual({ weights: { url: `${url}/blob/w.tar.gz`, destination: 'examples' } })
    expect(notes.join(' ')).toContain('the server sends a web page and no file')
  })

  it.each([
    ['a licence that is no file', { 'LICENSE/MIT.txt': MIT }, 'states no licence'],
    ['a licence of their own', { LICENSE: 'Ask us.' }, 'The LICENSE beside the spec is none of the usual'],
    ['a licence in another encoding', { LICENSE: Buffer.from('\xff', 'latin1') }, 'none of the usual'],
  ])('may have %s beside it', async (_, files, sentence) => {
    const dir = writeFolder('net', { 'main.ini': '[weights]\nurl = http://x.org/w.tar\n', ...files })
    const { notes } = await importing(dir, { isPinned: false })
    expect(notes.join(' ')).toContain(sentence)
  })

  it.each([
    ['an address that is none', 'url = ftp://x/w.tar.gz', '"weights" was not carried over'],
    [
      'a destination that is none',
      'url = http://x.org/w.tar\ndestination = model',
      'The destination "model" of "weights" is none of',
    ],
    [
      'a local_id that leads away',
      'url = http://x.org/w.tar\nlocal_id = ../x',
      'The local_id "../x" of "weights" is no folder',
    ],
  ])('tells %s', async (_, lines, sentence) => {
    const dir = writeFolder('net', { 'main.ini': `[weights]\n${lines}\n` })
    const { notes } = await importing(dir, { isPinned: false })
    expect(notes.join(' ')).toContain(sentence)
  })

  it.each([
    ['a page instead of a spec', '<html>', 'stands before the first [section]'],
    ['a percent sign by itself', '[weights]\nurl = http://x.org/a%20b.tar\n', 'holds a "%"'],
    ['more than a spec needs', `[a]\n${'#'.repeat(70_000)}`, 'more than 65536 bytes'],
  ])('is refused where it is %s', async (_, text, sentence) => {
    const [said, left] = await refusal(join(writeFolder('net', { 'main.ini': text }), 'main.ini'))
    expect(said).toContain(sentence)
    expect(left).toEqual([])
  })
})
