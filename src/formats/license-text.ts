/**
 * URL: /<id>/license.txt, for DIGITS entries.
 * Reader: people, through the link on the store page of NVIDIA DIGITS 5.0, 6.0 and the development version of August 2016.
 * Trap: the link is always there, and DIGITS never looks whether it leads anywhere.
 */
import type { License } from '../zoo/entry.ts'
import type { StoreEntry } from '../store.ts'

/** The snapshot's own text, or a short one made from what the entry says about its licence. */
export function formatLicenseText(entry: StoreEntry): string {
  const own = entry.digits?.licenseText ?? ''
  return `${plainText(own.trim() === '' ? madeText(entry) : own)}\n`
}

/** Without a byte order mark, with LF only and no blank lines at the end. */
function plainText(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .trimEnd()
}

function madeText(entry: StoreEntry): string {
  return [`${entry.title} (${entry.id} ${entry.version})`, '', ...licenseLines(entry.license)].join('\n')
}

function licenseLines({ id, name, url }: License): string[] {
  if (id === null) return ['No licence is stated for this model. Ask its authors before you use it.']
  return [
    `Licence: ${name}`,
    ...(url === null ? [] : [`Full text: ${url}`]),
    ...(id === 'other' ? [] : [`Licence id: ${id}`]),
  ]
}
