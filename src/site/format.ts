/** Numbers and names for people, the same on every machine: no locale takes part. */
export { libraryLabel, taskLabel } from '../zoo/labels.ts'

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const

/** Three digits of precision in powers of 1000: `17.9 MB`, `625 B`. The blank does not break. */
export function formatBytes(bytes: number): string {
  let unit = 0
  let value = bytes
  // 999.95 would round to 1000.0.
  while (value >= (unit === 0 ? 1000 : 999.95) && unit < UNITS.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit === 0 ? value : trimZero(value.toFixed(1))}\u00a0${UNITS[unit]!}`
}

/** With commas between thousands: `85,373`. */
export function formatCount(count: number): string {
  return `${count}`.replace(/\B(?=(\d{3})+$)/g, ',')
}

/** `1 model`, `2,000 models`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

/** `38 s`, `4 min 5 s`, `2 h 3 min`. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`
  return `${formatCount(Math.floor(minutes / 60))} h ${minutes % 60} min`
}

/** Terminals and logs are searched with ordinary blanks. */
export function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ')
}

/** The first and last eight characters of a digest. */
export function shortHash(digest: string): string {
  return `${digest.slice(0, 8)}…${digest.slice(-8)}`
}

function trimZero(number: string): string {
  return number.endsWith('.0') ? number.slice(0, -2) : number
}
