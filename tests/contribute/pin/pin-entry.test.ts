import { createHash } from 'node:crypto'
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pinEntry, type PinRequest } from '../../../src/contribute/pin/pin-entry.ts'
import { answers, cutsAfter, honest, impatient, serve } from '../../client/net/misbehaving-server.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'

const BYTES = Buffer.from('an archive of weights')
const SUM = createHash('sha256').update(BYTES).digest('hex')

function writeCard(downloads: string): string {
  const zooDir = freshFolder()
  mkdirSync(join(zooDir, 'liver'))
  writeFileSync(join(zooDir, 'liver/README.md'), `---\nlicense: mit # free\n${downloads}---\n# Liver\n`)
  return zooDir
}

function pin(zooDir: string, changes: Partial<PinRequest> = {}) {
  const listener = { begin: () => undefined, bytes: () => undefined }
  return pinEntry({
    ...{ id: 'liver', sections: [], zooDir, label: 'zoo', storeUrl: null, isForced: false, keepDir: null },
    ...{ network: impatient(), listener, ...changes },
  })
}

const cardOf = (zooDir: string) => readFileSync(join(zooDir, 'liver/README.md'), 'utf8')

describe('pinning', () => {
  it('writes sums and sizes, and changes nothing else of the card', async () => {
    const { url } = await serve(honest(BYTES))
    const zooDir = writeCard(
      `downloads:\n  weights:\n    url: ${url}/w.tar.gz # ours\n    mirrors: ["${url}/m.tar.gz"]\n`,
    )
    chmodSync(join(zooDir, 'liver/README.md'), 0o640)
    const { sections, faults, isChanged } = await pin(zooDir)
    expect({ sections, faults, isChanged }).toEqual({
      sections: [{ name: 'weights', measured: { sha256: SUM, size: BYTES.length }, isSame: false }],
      faults: [],
      isChanged: true,
    })
    expect(cardOf(zooDir)).toBe(
      `---\nlicense: mit # free\ndownloads:\n  weights:\n    url: ${url}/w.tar.gz # ours\n    sha256: ${SUM}\n    size: ${BYTES.length}\n    mirrors: ["${url}/m.tar.gz"]\n---\n# Liver\n`,
    )
    expect(statSync(join(zooDir, 'liver/README.md')).mode & 0o777).toBe(0o640)
    expect(readdirSync(join(zooDir, 'liver'))).toEqual(['README.md'])
    expect(await pin(zooDir)).toMatchObject({ isChanged: false, sections: [{ isSame: true }] })
  })

  it.each(['17 MB', '17_853_647', '', '-1'])('writes over a size that cannot be one: %j', async (size) => {
    const { url } = await serve(honest(BYTES))
    const zooDir = writeCard(
      `downloads:\n  weights:\n    url: ${url}/w.tar.gz\n    sha256: ABC # of what?\n    size: ${size}\n`,
    )
    await pin(zooDir)
    expect(cardOf(zooDir)).toContain(
      `url: ${url}/w.tar.gz\n    sha256: ${SUM} # of what?\n    size: ${BYTES.length}\n`,
    )
  })

  it('fetches again what broke off', async () => {
    const { url } = await serve(cutsAfter(5, BYTES), honest(BYTES))
    const { sections } = await pin(writeCard(`downloads: { weights: { url: "${url}/w.tar.gz" } }\n`))
    expect(sections[0]!.measured.sha256).toBe(SUM)
  })

  it('refuses another file than the card states, and takes it where it is forced to', async () => {
    const { url } = await serve(honest(BYTES))
    const zooDir = writeCard(
      `downloads:\n  weights:\n    url: ${url}/w.tar.gz\n    sha256: ${'ab'.repeat(32)}\n    size: 3\n`,
    )
    const before = cardOf(zooDir)
    const { faults } = await pin(zooDir)
    expect(faults).toEqual([
      `"weights": the card states SHA-256 ${'ab'.repeat(32)} and 3 bytes, and the server sends ${SUM} with ${BYTES.length}. ` +
        'Find out why: the file may have been replaced, or the server answer with a page. If the new file is right, raise the version and say --force.',
    ])
    expect(cardOf(zooDir)).toBe(before)
    expect((await pin(zooDir, { isForced: true })).faults).toEqual([])
    expect(cardOf(zooDir)).toContain(SUM)
  })

  it('refuses mirrors with other bytes, whether forced or not, and pins the other sections', async () => {
    const { url } = await serve((request, response) => {
      if (request.url === '/gone') response.writeHead(404)
      response.end(request.url === '/other' ? 'other' : BYTES)
    })
    const zooDir = writeCard(
      `downloads:\n  weights: { url: "${url}/w", mirrors: ["${url}/other"] }\n  code: { url: "${url}/gone" }\n  data: { url: "${url}/d" }\n`,
    )
    const { faults, sections } = await pin(zooDir, { isForced: true })
    expect(sections.map(({ name }) => name)).toEqual(['data'])
    expect(faults[0]).toContain(`"weights": the mirror ${url}/other sends another file`)
    expect(faults[1]).toContain('the server answers with status 404')
    expect(cardOf(zooDir)).toContain(`  data: { url: "${url}/d", sha256: ${SUM}, size: ${BYTES.length} }`)
  })

  it('keeps the files where it is told to', async () => {
    const { url } = await serve(honest(BYTES))
    const keepDir = join(freshFolder(), 'kept')
    await pin(writeCard(`downloads: { weights: { url: "${url}/w.tar.gz?dl=1" } }\n`), { keepDir })
    expect(readFileSync(join(keepDir, 'liver-weights-w.tar.gz'))).toEqual(BYTES)
  })

  it.each([
    ['an entry that is not there', '', { id: 'lung' }, 'There is no card "zoo/lung/README.md"'],
    [
      'a section that is not there',
      'downloads: { weights: { url: "http://x/w" } }\n',
      { sections: ['wieghts'] },
      'it has "weights"',
    ],
    ['a card without hosted files', '', {}, 'none of its sections has a url'],
    [
      'an address that is none',
      'downloads: { weights: { url: "ftp://x/w" } }\n',
      {},
      'zoo/liver/README.md:3: downloads',
    ],
  ])('refuses %s', async (_, downloads, changes, sentence) => {
    await expect(pin(writeCard(downloads), changes)).rejects.toThrow(sentence)
  })

  it.each([null, 'kept'])('asks no private network for a store that is public (kept in %s)', async (kept) => {
    const { url, requests } = await serve(honest(BYTES))
    const keepDir = kept === null ? null : join(freshFolder(), kept)
    const zooDir = writeCard(`downloads: { weights: { url: "${url}/w.tar.gz" } }\n`)
    const { faults } = await pin(zooDir, { storeUrl: 'https://1.2.3.4/models', keepDir })
    expect(faults).toHaveLength(1)
    expect(requests).toEqual([])
  })

  it.each([null, 'kept'])('takes no web page for a file (kept in %s)', async (kept) => {
    const { url } = await serve(honest(Buffer.from('<!doctype html><title>Files</title>')))
    const keepDir = kept === null ? null : join(freshFolder(), kept)
    const { faults } = await pin(writeCard(`downloads: { weights: { url: "${url}/w.tar.gz" } }\n`), {
      keepDir,
    })
    expect(faults[0]).toContain('the server sends a web page and no file')
  })

  it('writes through no link', async () => {
    const elsewhere = writeCard('downloads: { weights: { url: "http://x.org/w.tar" } }\n')
    const zooDir = freshFolder()
    symlinkSync(join(elsewhere, 'liver'), join(zooDir, 'liver'))
    await expect(pin(zooDir)).rejects.toThrow('There is no card "zoo/liver/README.md"')
  })

  it('tells a server that has nothing', async () => {
    const { url } = await serve(answers(500))
    const { faults } = await pin(writeCard(`downloads: { weights: { url: "${url}/w" } }\n`))
    expect(faults[0]).toContain('status 500')
  })
})
