/**
 * The least that packing can cost: reads files with one buffer, hashes what is read and what is written, and compresses nothing.
 * `node limit.ts FOLDER OUT`.
 */
import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { listFiles } from '../../src/lib/files.ts'

const BUFFER_BYTES = 1024 * 1024

const [dir = '', out = ''] = process.argv.slice(2)
const buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES)
const written = createHash('sha256')
const target = openSync(out, 'wx')
for (const { path } of listFiles(dir)) {
  const read = createHash('sha256')
  const source = openSync(join(dir, path), 'r')
  for (let count; (count = readSync(source, buffer, 0, BUFFER_BYTES, null)) > 0;) {
    const bytes = buffer.subarray(0, count)
    read.update(bytes)
    written.update(bytes)
    for (let at = 0; at < count;) at += writeSync(target, bytes, at)
  }
  read.digest('hex')
  closeSync(source)
}
written.digest('hex')
closeSync(target)
