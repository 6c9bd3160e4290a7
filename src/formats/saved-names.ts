/** Under which names clients save an entry's downloads: letters, digits, ".", "_" and "-" alone, safe in every document and on every disk. */
import { ownPath, type Download } from '../store.ts'

/** What of a download its name comes from. */
export type Named = Pick<Download, 'section' | 'path' | 'artifact' | 'url'>

const SAFE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/

/**
 * One name for each download, in their order; no two are the same, whatever the case. An archive of ours has the name that it is published
 * under. A hosted file has the last part of its address, or its section's name where that says nothing or another download has it.
 */
export function savedNames(downloads: readonly Named[]): string[] {
  const plain = downloads.map(plainName)
  const taken = new Set<string>()
  downloads.forEach((download, index) => {
    if (ownPath(download) !== null) taken.add(plain[index]!.toLowerCase())
  })
  return downloads.map((download, index) => {
    const name = plain[index]!
    if (ownPath(download) !== null) return name
    const clashes = plain.some((other, at) => at !== index && other.toLowerCase() === name.toLowerCase())
    const wanted = clashes && name !== download.section ? `${download.section}-${name}` : name
    return takeFree(wanted, taken)
  })
}

function plainName(download: Named): string {
  const last = ownPath(download)?.split('/').at(-1) ?? new URL(download.url).pathname.split('/').at(-1) ?? ''
  return SAFE.test(last) ? last : download.section
}

/** `wanted`, or with a number in front what nobody has; from then on it is among `taken`, which is in lower case. */
export function takeFree(wanted: string, taken: Set<string>): string {
  let name = wanted
  for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${n}-${wanted}`
  taken.add(name.toLowerCase())
  return name
}
