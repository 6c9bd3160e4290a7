/**
 * Names that strangers gave (tags, tasks) as one component of an address, and of a path on any system's disk.
 *
 * A slug depends on its name alone, so addresses stay when other entries come and go. Case, compatibility forms and the kind of separator
 * make no difference: `Brain MRI`, `brain_mri` and `brain-mri` are one name. A name that its slug cannot spell ends in a hash of it.
 */
import { isFolderName } from '../zoo/names.ts'

/** What can be read of a name; with the hash behind it a slug has 57 characters at most. */
const MOST_READABLE = 48
const PLAIN = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

/** Lower-case letters, digits and `-`, with dots between digits (`v1.5`), so that no slug looks like a file or is hidden. */
export function slugOf(name: string): string {
  const folded = foldName(name)
  const readable = readablePart(folded)
  if (readable === folded && readable !== '') return readable
  return [readable, shortHash(folded)].filter(Boolean).join('-')
}

function foldName(name: string): string {
  if (PLAIN.test(name)) return name
  const folded = name.normalize('NFKC').toLowerCase().normalize('NFKC')
  return folded.replace(/[\s_-]+/g, '-').replace(/^-|-$/g, '')
}

/** Empty where nothing is left, or only what Windows takes for a device. */
function readablePart(folded: string): string {
  const spelt = PLAIN.test(folded) ? folded : spell(folded)
  const short = spelt.slice(0, MOST_READABLE).replace(/[.-]$/, '')
  return isFolderName(short) ? short : ''
}

function spell(folded: string): string {
  return folded
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z0-9.]+|(?<!\d)\.|\.(?!\d)/g, '-')
    .replace(/-+/g, '-')
    .replace(/^-|-$/g, '')
}

const OFFSET = 0xcbf29ce484222325n
const PRIME = 0x100000001b3n
const DIGITS = 8

/**
 * The end of FNV-1a's 64 bits, in base 36. Whoever makes two names meet has put their entries on one page, as with one name.
 * Source: http://www.isthe.com/chongo/tech/comp/fnv/
 */
function shortHash(text: string): string {
  let hash = OFFSET
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * PRIME)
  return (hash % 36n ** BigInt(DIGITS)).toString(36).padStart(DIGITS, '0')
}
