/**
 * DIGITS fetches a snapshot's files one by one from `/<id>/`, so they are published unpacked as well: those at the snapshot's root,
 * for DIGITS asks for no other. `info.json`, `aux.json` and `license.txt` are documents that the store writes itself.
 */
import { extname, join } from 'node:path'
import type { FileDigest } from '../store.ts'
import type { Entry } from '../zoo/entry.ts'
import type { Problem } from '../zoo/problem.ts'
import type { Placement } from './place.ts'

const WRITTEN_BY_US = new Set(['info.json', 'aux.json', 'license.txt'])
const PAGES = new Set(['index.html', 'entry.json', 'main.ini', 'media'])
// What a browser shows as a page, or runs in one. It would speak with the store's voice.
const ACTIVE = new Set(
  '.html .htm .shtml .xhtml .xht .mht .mhtml .svg .svgz .xml .xsl .xslt .js .mjs .css .pdf .swf'.split(' '),
)

export interface LooseFiles {
  loose: FileDigest[]
  placements: Placement[]
  problems: Problem[]
}

/** `files` are the files of the entry's tarball, which are copied from the entry's folder under `zooDir`. */
export function looseFiles(entry: Entry, files: FileDigest[], zooDir: string): LooseFiles {
  const loose = files.filter(({ path }) => !path.includes('/') && !WRITTEN_BY_US.has(path.toLowerCase()))
  const sources = new Map(entry.digits?.files.map(({ path, from }) => [path, from]))
  return {
    loose,
    placements: loose.map(({ path, size, sha256 }) => {
      const from = join(zooDir, entry.id, sources.get(path) ?? path)
      return { from, to: `${entry.id}/${path}`, how: 'copy', size, sha256 }
    }),
    problems: loose.flatMap(({ path }) =>
      problemOf(`zoo/${entry.id}/${sources.get(path) ?? path}`, path, entry),
    ),
  }
}

function problemOf(file: string, path: string, entry: Entry): Problem[] {
  if (PAGES.has(path.toLowerCase()) || path === entry.version) {
    return [
      problem(
        file,
        'The store has a document of its own at the address of this file. Give the file another name.',
      ),
    ]
  }
  if (ACTIVE.has(extname(path).toLowerCase())) {
    return [
      problem(
        file,
        'A browser would open this file as a page of the store. Remove it or give it another name.',
      ),
    ]
  }
  return []
}

function problem(file: string, message: string): Problem {
  return { file, message, severity: 'error' }
}
