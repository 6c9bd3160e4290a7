/** Zips with members that are larger than one piece: what is worth deflating is, the rest is stored. */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { diskSource } from '../../../src/client/nnunet/disk-source.ts'
import { writeZipFile } from '../../../src/client/nnunet/zip-file.ts'
import { openCheckedRecord, readZipRecords } from '../../../src/inspect/zip/records.ts'
import { bytesOf } from '../../../src/lib/byte-source.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'

const SIZE = 2_500_000

/** Bytes that nothing makes shorter, the same at every run. */
function noise(): Buffer {
  const parts: Buffer[] = []
  for (let count = 0; count * 64 < SIZE; count++) parts.push(createHash('sha512').update(`${count}`).digest())
  return Buffer.concat(parts).subarray(0, SIZE)
}

const MEMBERS = [
  { name: 'noise.pth', content: noise(), method: 0 },
  { name: 'numbers.txt', content: Buffer.from(noise().toString('hex')), method: 8 },
  { name: 'small.json', content: Buffer.from('{"a": "aaaaaaaaaaaaaaaaaaaaaaaa"}'), method: 8 },
  { name: 'tiny', content: Buffer.from('x'), method: 0 },
  { name: 'nothing', content: Buffer.alloc(0), method: 0 },
]

async function written(): Promise<Buffer> {
  const dir = freshFolder()
  const path = join(dir, 'out.zip')
  for (const { name, content } of MEMBERS) writeFileSync(join(dir, name), content)
  const sources = MEMBERS.map(({ name }) => diskSource(name, join(dir, name)))
  const digest = await writeZipFile(path, sources, { signal: new AbortController().signal })
  const bytes = readFileSync(path)
  expect(digest).toEqual({ size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') })
  return bytes
}

it('holds its members whole, each packed as it is worth', async () => {
  const bytes = bytesOf(await written())
  const found = readZipRecords(bytes).map((record) => {
    const content = openCheckedRecord(bytes, record, 2 * SIZE)
    return { name: record.name, content: content.read(0, content.size), method: record.method }
  })
  expect(found.map(({ name, method }) => ({ name, method }))).toEqual(
    MEMBERS.map(({ name, method }) => ({ name, method })),
  )
  for (const [index, { content }] of found.entries())
    expect(content.equals(MEMBERS[index]!.content)).toBe(true)
})

it('is the same every time', async () => {
  expect((await written()).equals(await written())).toBe(true)
})
