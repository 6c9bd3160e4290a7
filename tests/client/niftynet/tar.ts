/** Small archives such as NiftyNet's zoos have, byte by byte. */
import { gzipSync } from 'node:zlib'

const BLOCK = 512

/** A gzipped tar of regular files, path → content. */
export function tarGz(files: Record<string, string>): Buffer {
  const members = Object.entries(files).flatMap(([path, content]) => [header(path, content), padded(content)])
  return gzipSync(Buffer.concat([...members, Buffer.alloc(2 * BLOCK)]))
}

function header(path: string, content: string): Buffer {
  const block = Buffer.alloc(BLOCK)
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`
  block.write(path, 0, 100, 'latin1')
  block.write(octal(0o644, 7) + octal(0, 7) + octal(0, 7), 100)
  block.write(octal(Buffer.byteLength(content), 11) + octal(0, 11), 124)
  block.write('        0', 148)
  block.write('ustar\0' + '00', 257)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return block
}

function padded(content: string): Buffer {
  const bytes = Buffer.from(content)
  return Buffer.concat([bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)])
}
