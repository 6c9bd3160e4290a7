import { statfsSync } from 'node:fs'

/** Bytes that the disk of an existing folder has room for; Infinity where it does not say, as some disks over the network. */
export function freeBytes(dir: string): number {
  const { bavail, bsize, blocks } = statfsSync(dir)
  return blocks === 0 ? Infinity : bavail * bsize
}
