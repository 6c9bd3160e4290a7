/** The sections of an entry's card whose files are hosted elsewhere. */
import { lstatSync } from 'node:fs'
import { dirname } from 'node:path'
import { UserError } from '../../lib/user-error.ts'
import type { DownloadFields } from '../../zoo/card-schema.ts'
import { parseCard } from '../../zoo/card.ts'
import { CARD_BYTES } from '../../zoo/front-matter.ts'
import { readUtf8 } from '../../zoo/folder.ts'
import { formatProblem, quote } from '../../zoo/problem.ts'
import { editFrontMatter } from '../edit-front-matter.ts'

export interface Asked {
  id: string
  /** Of them all where none is named. */
  sections: readonly string[]
  /** What messages call the zoo. */
  label: string
}

/** @throws UserError where there is no card that can be read. */
export function readCardText(path: string, { id, label }: Asked): string {
  const file = `${label}/${id}/README.md`
  // A folder that is a link leads to somebody else's card.
  const isFolder = lstatSync(dirname(path), { throwIfNoEntry: false })?.isDirectory() === true
  const stats = isFolder ? lstatSync(path, { throwIfNoEntry: false }) : undefined
  if (stats?.isFile() !== true || stats.size > CARD_BYTES)
    throw new UserError(`There is no card ${quote(file)}. Name an entry by its folder's name.`)
  const text = readUtf8(path)
  if (text === null) throw new UserError(`${quote(file)} is not UTF-8 text. Save it as UTF-8.`)
  return text
}

/** A sum or size that cannot be one is about to be found out, so that nothing of its section is lost for it. */
function withoutWrongSums(text: string): string {
  const wrong = parseCard(text, '').problems.flatMap(({ message }) => {
    const [, section, key] = /^downloads\.([\w.-]+)\.(sha256|size): /.exec(message) ?? []
    return section === undefined ? [] : [{ path: ['downloads', section, key!], source: 'null' }]
  })
  return editFrontMatter(text, wrong) ?? text
}

/** Those that were asked for. @throws UserError where one of them is not hosted, or what the card says of them cannot be read. */
export function hostedSections(text: string, { id, sections, label }: Asked): [string, DownloadFields][] {
  const card = parseCard(withoutWrongSums(text), `${label}/${id}/README.md`)
  const problems = card.problems.filter(
    ({ message, severity }) => severity === 'error' && /downloads/.test(message),
  )
  if (problems.length > 0) throw new UserError(problems.map(formatProblem).join('\n'))
  const hosted = Object.entries(card.fields.downloads).filter(([, fields]) => fields.url !== undefined)
  const names = hosted.map(([name]) => name)
  const unknown = sections.filter((name) => !names.includes(name))
  if (unknown.length > 0 || names.length === 0)
    throw new UserError(
      `${quote(id)} has no hosted section${unknown.length > 0 ? ` ${unknown.map(quote).join(', ')}` : ''}; ` +
        (names.length === 0
          ? 'none of its sections has a url in "downloads".'
          : `it has ${names.map(quote).join(', ')}.`),
    )
  return hosted.filter(([name]) => sections.length === 0 || sections.includes(name))
}
