/** Pictures for generated entries: a scan-like disc on a gradient, as PNG (https://www.w3.org/TR/png-3/). */
import { crc32, deflateSync } from 'node:zlib'
import type { Random } from './random.ts'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** 8 bits a channel, red, green and blue, nothing interlaced. */
const FORMAT = [8, 2, 0, 0, 0]

/** A square PNG, `side` pixels each way. */
export function picture(random: Random, side: number): Uint8Array {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(side, 0)
  head.writeUInt32BE(side, 4)
  head.set(FORMAT, 8)
  const data = deflateSync(pixels(random, side), { level: 1 })
  return Buffer.concat([SIGNATURE, chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** Rows of three bytes a pixel, each begun by the filter's number: 0, none. */
function pixels(random: Random, side: number): Buffer {
  const rows = Buffer.alloc(side * (side * 3 + 1))
  const tint = [random.fraction(), random.fraction(), random.fraction()]
  const radius = (0.2 + random.fraction() / 4) * side
  for (let y = 0, at = 0; y < side; y++) {
    at++
    for (let x = 0; x < side; x++) {
      const isInside = Math.hypot(x - side / 2, y - side / 2) < radius
      const light = (isInside ? 110 : 40) + (60 * (x + y)) / side + (random.fraction() - 0.5) * 12
      for (const share of tint) rows[at++] = Math.min(255, Math.max(0, light * (0.6 + share)))
    }
  }
  return rows
}
