import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { sha256 } from '../../../src/lib/hash.ts'
import { tarHeader, tarPadding } from '../../../src/pack/tar-header.ts'
import { fetchVolumes, type WantedVolumes } from '../../../src/site/scripts/fetch-volumes.ts'
import { TarReader } from '../../../src/site/scripts/tar-reader.ts'

const LONG = `${'folder-'.repeat(40)}/ünïcode.nii.gz`
const VOLUME = Buffer.from('the voxels '.repeat(500))

function tar(members: Record<string, Buffer>): Buffer {
  const parts = Object.entries(members).flatMap(([path, bytes]) => [
    tarHeader(path, bytes.length),
    bytes,
    tarPadding(bytes.length),
  ])
  return Buffer.concat([...parts, Buffer.alloc(1024)])
}

const MEMBERS = {
  'a.txt': Buffer.from('x'),
  'empty.nii': Buffer.alloc(0),
  'b.nii': VOLUME,
  [LONG]: gzipSync(VOLUME),
}
const ARCHIVE = gzipSync(tar(MEMBERS))

/** An address that answers with these bytes. */
async function served(bytes: Buffer, status = 200): Promise<string> {
  const server = createServer((_request, response) => response.writeHead(status).end(bytes))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/data.tar.gz`
}

async function volumes(
  bytes: Buffer,
  fields: Partial<WantedVolumes> = {},
  signal = new AbortController().signal,
) {
  const url = await served(bytes)
  const wanted = { url, size: bytes.length, sha256: sha256(bytes), paths: ['b.nii', LONG], ...fields }
  const found = await fetchVolumes(wanted, signal, () => undefined)
  return found.map((volume) => Buffer.from(volume).toString())
}

describe('fetchVolumes', () => {
  it('gives the members of an archive in the order asked for, inflated', async () => {
    expect(await volumes(ARCHIVE)).toEqual([VOLUME.toString(), VOLUME.toString()])
    expect(await volumes(ARCHIVE, { paths: ['empty.nii'] })).toEqual([''])
  })

  it.each([
    [
      'bytes of another sum',
      ARCHIVE,
      { sha256: sha256('other') },
      'is not the archive that this page describes',
    ],
    ['more bytes', ARCHIVE, { size: 20 }, 'is not the archive that this page describes'],
    ['fewer bytes', ARCHIVE, { size: ARCHIVE.length + 1 }, 'broke off'],
    ['no gzip', tar(MEMBERS), {}, 'cannot be unpacked'],
    ['half a gzip', ARCHIVE.subarray(0, 60), {}, 'cannot be unpacked'],
    ['no tar', gzipSync(Buffer.alloc(4096, 7)), {}, 'cannot be unpacked'],
    ['an archive without the volume', ARCHIVE, { paths: ['c.nii'] }, 'does not hold this volume'],
    [
      'a volume that is no gzip',
      gzipSync(tar({ 'b.nii.gz': VOLUME })),
      { paths: ['b.nii.gz'] },
      'cannot be unpacked',
    ],
  ])('refuses %s', async (_what, bytes, fields, message) => {
    await expect(volumes(bytes, fields)).rejects.toThrow(message)
  })

  it.each([
    ['an answer that is none', () => served(ARCHIVE, 404), 'The store answered 404'],
    ['no answer', () => Promise.resolve('http://127.0.0.1:1/'), 'Is there a connection to the store?'],
  ])('says so where there is %s', async (_what, address, message) => {
    await expect(volumes(ARCHIVE, { url: await address() })).rejects.toThrow(message)
  })

  it('ends when it is told to', async () => {
    const controller = new AbortController()
    controller.abort()
    await expect(volumes(ARCHIVE, {}, controller.signal)).rejects.toThrow(/abort/i)
  })
})

describe('TarReader', () => {
  it.each([1, 3, 511, 512, 513, 100_000])('finds members in pieces of %i bytes', (piece) => {
    const reader = new TarReader(['b.nii', LONG], 2 ** 20)
    const bytes = tar(MEMBERS)
    let from = 0
    while (reader.push(bytes.subarray(from, from + piece)) && from < bytes.length) from += piece
    expect([...reader.found.keys()]).toEqual(['b.nii', LONG])
    expect(Buffer.from(reader.found.get('b.nii')!).equals(VOLUME)).toBe(true)
  })

  it('makes no room for a member that is too large', () => {
    const reader = new TarReader(['b.nii'], 1000)
    expect(() => reader.push(tarHeader('b.nii', 2 ** 40))).toThrow('too large')
  })

  it.each([
    ['no number', (head: Buffer) => head.write('zzzzzzzzzzz', 124)],
    ['a number without end', (head: Buffer) => head.fill(0xff, 125, 136).writeUInt8(0x80, 124)],
  ])('refuses a size that is %s', (_what, spoil) => {
    const head = tarHeader('b.nii', 7)
    spoil(head)
    expect(() => new TarReader(['b.nii'], 1000).push(head)).toThrow('no tar archive')
  })
})
