/** The addresses that cards name for files that lie elsewhere, and where they stand. */
import { join } from 'node:path'
import type { Entry, Section } from '../../zoo/entry.ts'
import { readUtf8 } from '../../zoo/folder.ts'
import { parseFrontMatter, type Path } from '../../zoo/front-matter.ts'
import { problemAtPlace } from '../../zoo/place.ts'
import type { Problem } from '../../zoo/problem.ts'

export interface RemoteFile {
  url: string
  /** Bytes; null: nobody says before the section's folder is packed. */
  size: number | null
  /** Lower-case hex; null likewise. */
  sha256: string | null
  entry: string
  /** Leads to the address in the card. */
  path: Path
}

/** Hosted files and mirrors, in the order of entries and sections. */
export function remoteFiles(entries: readonly Entry[]): RemoteFile[] {
  return entries.flatMap((entry) => entry.sections.flatMap((section) => filesOf(entry.id, section)))
}

function filesOf(entry: string, { name, hosted, mirrors }: Section): RemoteFile[] {
  const expected = { size: hosted?.size ?? null, sha256: hosted?.sha256 ?? null, entry }
  const path = ['downloads', name]
  return [
    ...(hosted === null ? [] : [{ ...expected, url: hosted.url, path: [...path, 'url'] }]),
    ...mirrors.map((url, at) => ({ ...expected, url, path: [...path, 'mirrors', at] })),
  ]
}

/** A problem at the line of the address. */
export function remoteProblem(
  { entry, path }: RemoteFile,
  message: string,
  { zooDir, label }: { zooDir: string; label: string },
): Problem {
  const file = `${label}/${entry}/README.md`
  const text = readUtf8(join(zooDir, entry, 'README.md')) ?? ''
  const place = parseFrontMatter(text, file).placeOf(path)
  return problemAtPlace(file, place, message, { kind: 'remote-file' })
}
