/** Writes sums and sizes of hosted files into a card, and changes nothing else of it. */
import fs from 'node:fs'
import { UserError } from '../../lib/user-error.ts'
import { parseCard } from '../../zoo/card.ts'
import { readUtf8 } from '../../zoo/folder.ts'
import { editFrontMatter, type Edit } from '../edit-front-matter.ts'
import type { Measured } from './measure-hosted.ts'

export interface Summed {
  /** Of the section. */
  name: string
  measured: Measured
}

/** The card's text with sums and sizes. @throws UserError where it cannot be changed so. */
export function withSums(text: string, sections: readonly Summed[]): string {
  const edits = sections.flatMap(({ name, measured }): Edit[] => [
    { path: ['downloads', name, 'sha256'], source: yamlHex(measured.sha256), after: ['url'] },
    { path: ['downloads', name, 'size'], source: String(measured.size), after: ['sha256', 'url'] },
  ])
  const edited = editFrontMatter(text, edits)
  const read = edited === null ? {} : parseCard(edited, '').fields.downloads
  const isRight = sections.every(
    ({ name, measured: { sha256, size } }) => read[name]?.sha256 === sha256 && read[name].size === size,
  )
  if (edited !== null && isRight) return edited
  const lines = sections.map(
    ({ name, measured }) => `  ${name}: sha256: ${yamlHex(measured.sha256)}, size: ${measured.size}`,
  )
  throw new UserError(
    `The card is written in a way that cannot be changed here. Write these into "downloads" by hand:\n${lines.join('\n')}`,
  )
}

/** A sum of nothing but digits, or that looks like 1e5, would be a number. */
function yamlHex(sha256: string): string {
  return /^\d+(e\d+)?$/.test(sha256) ? `"${sha256}"` : sha256
}

/** Old or new, never half. @throws UserError where somebody changed it meanwhile. */
export function replaceCard(path: string, before: string, after: string): void {
  if (readUtf8(path) !== before)
    throw new UserError(
      'The card was changed while the files were fetched, so it was not written. Run the command again.',
    )
  const aside = `${path}.tmp-${process.pid}`
  try {
    fs.writeFileSync(aside, after, { flag: 'wx', mode: fs.statSync(path).mode & 0o777 })
    fs.renameSync(aside, path)
  } catch (error) {
    fs.rmSync(aside, { force: true })
    throw error
  }
}
