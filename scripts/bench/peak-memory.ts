/** The largest resident size among a process and those it started, read from /proc again and again while they run. */
import { readFileSync } from 'node:fs'

/** A process that lives shorter than this may be missed; the largest ones do not. */
const EVERY_MS = 25

export interface Watch {
  /** Stops watching. Bytes; null where nothing was to be read. */
  end: () => number | null
}

/** Watches until `end` is called. The kernel keeps the high-water mark of each process, so that nothing between two looks is lost. */
export function peakOf(pid: number): Watch {
  let peak = 0
  const timer = setInterval(() => {
    for (const member of familyOf(pid)) peak = Math.max(peak, highWater(member))
  }, EVERY_MS)
  return {
    end: () => {
      clearInterval(timer)
      return peak === 0 ? null : peak
    },
  }
}

function familyOf(pid: number): number[] {
  const children = read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number)
  return [pid, ...children.flatMap(familyOf)]
}

function highWater(pid: number): number {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1]
  return Number(kilobytes ?? 0) * 1024
}

/** Empty where the process has ended, or the system is another. */
function read(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}
