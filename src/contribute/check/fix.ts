/** `check --fix`: mends in place what is mechanical in the cards of entries, and removes what systems left there. */
import fs from 'node:fs'
import { join } from 'node:path'
import { walk } from '../../lib/walk.ts'
import { CARD_BYTES } from '../../zoo/front-matter.ts'
import { readUtf8, type Folder } from '../../zoo/folder.ts'
import { escapeHidden, type Problem } from '../../zoo/problem.ts'
import { readEntry } from '../../zoo/read.ts'
import { parseStoreCard } from '../../zoo/store-card.ts'
import type { Change } from './change.ts'
import { fixText } from './fix-text.ts'
import { isLitter, isLitterFolder } from './litter-names.ts'
import { replaceFile } from './replace-file.ts'

const CARD = 'README.md'

export interface Fixed {
  changes: Change[]
  /** Why a folder was left alone, a sentence each. */
  refusals: string[]
}

interface Work {
  changes: Change[]
  write: boolean
}

/** Mends the folders, one after the other. Without `write` it only tells what it would do. */
export function fixFolders(folders: readonly Folder[], { write }: { write: boolean }): Fixed {
  const fixed: Fixed = { changes: [], refusals: [] }
  for (const folder of folders) {
    const link = folder.isLink ? '' : firstLink(folder.dir)
    // A link may lead to files that are none of the zoo's.
    const work: Work = { changes: [], write: write && link === null }
    if (!folder.isLink) fixFolder(folder, work)
    if (link === null) fixed.changes.push(...work.changes)
    else if (work.changes.length > 0 || folder.isLink) fixed.refusals.push(refusal(folder, link))
  }
  return fixed
}

/** The same for the store's own card. */
export function fixStoreCard(
  { zooDir, label }: { zooDir: string; label: string },
  { write }: { write: boolean },
): Change[] {
  const work: Work = { changes: [], write }
  const file = `${label}/${CARD}`
  fixCard(join(zooDir, CARD), file, (text) => parseStoreCard(text, file).problems, work)
  return work.changes
}

function fixFolder(folder: Folder, work: Work): void {
  removeLitter(folder, work)
  if (!folder.files.some(({ path }) => path === CARD)) return
  const problemsOf = (text: string) => readEntry({ ...folder, texts: new Map([[CARD, text]]) }).problems
  fixCard(join(folder.dir, CARD), `${folder.label}/${CARD}`, problemsOf, work)
}

function fixCard(path: string, file: string, problemsOf: (text: string) => Problem[], work: Work): void {
  const seen = fs.lstatSync(path, { throwIfNoEntry: false })
  if (!seen?.isFile() || seen.size > CARD_BYTES) return
  const text = readUtf8(path)
  if (text === null) return
  const fixed = fixText(text, file, problemsOf)
  if (fixed.changes.length > 0 && work.write) replaceFile(path, fixed.text, seen)
  work.changes.push(...fixed.changes)
}

/** Files by their known names; macOS's folder where nothing else lies in it. */
function removeLitter({ dir, label }: Folder, { changes, write }: Work): void {
  const found = walk(dir, (path) => path !== '.git')
  const removed = new Set(
    found.filter(({ path, kind }) => kind === 'file' && isLitter(path)).map(({ path }) => path),
  )
  for (const path of removed) {
    if (write) fs.rmSync(join(dir, path))
    changes.push({ file: `${label}/${path}`, action: 'removed', line: null, before: null, after: null })
  }
  if (write) removeEmptied(dir, found)
}

function removeEmptied(dir: string, found: readonly { path: string; kind: string }[]): void {
  const inside = found.filter(({ path, kind }) => {
    const components = path.split('/')
    return (
      kind === 'folder' && components.some((_, at) => isLitterFolder(components.slice(0, at + 1).join('/')))
    )
  })
  for (const { path } of inside.reverse()) {
    if (fs.readdirSync(join(dir, path)).length === 0) fs.rmdirSync(join(dir, path))
  }
}

/** Null: there is none. */
function firstLink(dir: string): string | null {
  return walk(dir, (path) => path !== '.git').find(({ kind }) => kind === 'other')?.path ?? null
}

function refusal({ label }: Folder, link: string | null): string {
  const what = link === '' ? 'is a link' : `holds a link or a special file (${escapeHidden(link ?? '')})`
  return `${escapeHidden(label)} ${what}, so nothing in it was changed. Put the file itself there first.`
}
