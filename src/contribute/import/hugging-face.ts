/**
 * A repository cloned from Hugging Face: README.md with front matter, .gitattributes, and files. The card is kept as it is; what our
 * checks refuse and can be mended without asking is mended.
 */
import { parseDocument } from 'yaml'
import { CARD_BYTES, parseFrontMatter, type Path } from '../../zoo/front-matter.ts'
import { isLicenseExpression, licenseById } from '../../zoo/license.ts'
import { quote } from '../../zoo/problem.ts'
import type { Draft } from '../draft.ts'
import { editFrontMatter, typedScalar, type Edit } from '../edit-front-matter.ts'
import { draftId } from './draft-id.ts'
import { licenseOfText } from '../license-of-text.ts'
import { line, list, plainVersion } from './loose-values.ts'
import { allFiles } from './own-card.ts'
import { readTreeText } from './source-text.ts'
import { hasFile, type SourceTree } from './source-tree.ts'

export function isHubRepository(tree: SourceTree): boolean {
  if (!hasFile(tree, 'README.md')) return false
  if (hasFile(tree, '.gitattributes')) return true
  return /^\uFEFF?\s*---[ \t]*\r?\n/.test(readTreeText(tree, 'README.md', CARD_BYTES).slice(0, 1000))
}

export function draftFromHub(tree: SourceTree, id: string | null): Draft {
  const notes = [...tree.notes]
  const text = readTreeText(tree, 'README.md', CARD_BYTES)
  const marks = tree.files.filter(({ path }) => path === '.gitattributes')
  return {
    id: id ?? draftId(tree.name),
    facts: {},
    prose: '',
    card: mended(text, notes),
    files: [...allFiles(tree), ...marks.map(({ path }) => ({ path, from: `${tree.dir}/${path}` }))],
    notes,
  }
}

/** Licences that are named in another way, and versions without quotes. */
function mended(text: string, notes: string[]): string {
  const { values } = parseFrontMatter(text, 'README.md')
  const edits = [...licenseEdits(values['license'], notes), ...versionEdits(text, values['version'], notes)]
  return edits.length === 0 ? text : (editFrontMatter(text, edits) ?? text)
}

function licenseEdits(value: unknown, notes: string[]): Edit[] {
  return list(value).flatMap((item, index) => {
    const stated = line(item) ?? ''
    if (licenseById(stated) !== null || /^other$/i.test(stated) || isLicenseExpression(stated)) return []
    const license = licenseOfText(stated)
    if (license === null) return []
    const path: Path = Array.isArray(value) ? ['license', index] : ['license']
    notes.push(`The licence ${quote(stated)} is written ${license} in the card now.`)
    return [{ path, source: license }]
  })
}

/** Without quotes 1.10 is read as 1.1. */
function versionEdits(text: string, value: unknown, notes: string[]): Edit[] {
  if (typeof value !== 'number') return []
  const yaml = /^\uFEFF?\s*---[ \t]*\r?\n([^]*?)^---/m.exec(text)?.[1] ?? ''
  const typed = plainVersion(typedScalar(parseDocument(yaml), ['version'])?.source)
  if (typed === null) return []
  notes.push(`The version ${typed} stands in quotes now, since without them 1.10 would be read as 1.1.`)
  return [{ path: ['version'], source: `"${typed}"` }]
}
