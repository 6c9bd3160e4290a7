import type { ByteSource } from '../../lib/byte-source.ts'

/** Bytes in memory, or a part of a source. */
export type Segment = Buffer | { source: ByteSource; start: number; size: number }

/** Segments one behind the other, as one source. */
export function joinedBytes(segments: readonly Segment[]): ByteSource {
  const ends: number[] = []
  let size = 0
  for (const segment of segments) ends.push((size += sizeOf(segment)))
  return { size, read: (offset, length) => readJoined(segments, ends, offset, length) }
}

function readJoined(
  segments: readonly Segment[],
  ends: readonly number[],
  offset: number,
  length: number,
): Buffer {
  const parts: Buffer[] = []
  const end = Math.min(offset + length, ends.at(-1) ?? 0)
  for (let at = offset, index = firstBehind(ends, offset); at < end; index++) {
    const segment = segments[index]!
    const from = at - (ends[index]! - sizeOf(segment))
    const count = Math.min(end - at, sizeOf(segment) - from)
    parts.push(readSegment(segment, from, count))
    at += count
  }
  return Buffer.concat(parts)
}

/** The first segment that ends behind the offset. */
function firstBehind(ends: readonly number[], offset: number): number {
  let [low, high] = [0, ends.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (ends[middle]! > offset) high = middle
    else low = middle + 1
  }
  return low
}

function readSegment(segment: Segment, from: number, count: number): Buffer {
  return Buffer.isBuffer(segment)
    ? segment.subarray(from, from + count)
    : segment.source.read(segment.start + from, count)
}

function sizeOf(segment: Segment): number {
  return Buffer.isBuffer(segment) ? segment.length : segment.size
}
