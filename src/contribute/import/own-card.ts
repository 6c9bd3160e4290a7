/** Cards that somebody wrote already, and files that go along as they are. */
import { join } from 'node:path'
import { CARD_BYTES, parseFrontMatter } from '../../zoo/front-matter.ts'
import type { DraftFile } from '../draft.ts'
import { readTreeText } from './source-text.ts'
import { hasFile, type SourceTree } from './source-tree.ts'

/** The tree's README.md where it has front matter: its words are kept, and win over what could be found out. */
export function ownCard(tree: SourceTree): { card?: string } {
  if (!hasFile(tree, 'README.md')) return {}
  const text = readTreeText(tree, 'README.md', CARD_BYTES)
  const { values, problems } = parseFrontMatter(text, 'README.md')
  return Object.keys(values).length > 0 || problems.length > 0 ? { card: text } : {}
}

/** Each file of the tree but its card, in `folder` of the entry. */
export function allFiles(tree: SourceTree, folder = ''): DraftFile[] {
  const below = folder === '' ? '' : `${folder}/`
  return tree.files
    .filter(({ path }) => path !== '.gitattributes' && (folder !== '' || path !== 'README.md'))
    .map(({ path }) => ({ path: below + path, from: join(tree.dir, path) }))
}
