/**
 * Facts from a `pyproject.toml` (https://packaging.python.org/en/latest/specifications/pyproject-toml/). Only what stands on a line of
 * its own as text is understood, which is how nearly all are written.
 */
import { cleanLine } from '../../zoo/text.ts'
import { licenseOfText } from '../license-of-text.ts'
import type { Answers } from './clues.ts'
import { writePeople } from './people.ts'
import { versionOf } from './propose-citation.ts'

const MOST_CHARS = 64 * 1024
const MOST_LINES = 2000
const TABLE = /^\[{1,2}\s*([\w."-]{1,100})\s*\]{1,2}/
const TEXT = /^([\w-]{1,60}|"[\w -]{1,60}")\s*=\s*(?:"([^"\\]{0,500})"|'([^']{0,500})')/
const NAME = /\bname\s*=\s*(?:"([^"\\]{1,200})"|'([^']{1,200})')/g
const LICENSE = /\blicense\s*=\s*(?:\{\s*text\s*=\s*)?["']([^"'\\]{1,100})["']/

export function proposeFromPyproject(text: string): Answers {
  const tables = readTables(text.slice(0, MOST_CHARS))
  const project = tables.get('project') ?? tables.get('tool.poetry') ?? []
  const urls = tables.get('project.urls') ?? []
  const license = LICENSE.exec(project.join('\n'))?.[1]
  return {
    title: value(project, 'name').replaceAll(/[-_]+/g, ' '),
    summary: value(project, 'description'),
    version: versionOf(value(project, 'version')),
    homepage:
      ['homepage', 'repository', 'source'].map((key) => value(urls, key)).find(Boolean) ??
      value(project, 'homepage'),
    license: license === undefined ? '' : (licenseOfText(license) ?? ''),
    authors: writePeople(authorsOf(project).map((name) => ({ name, affiliation: null, orcid: null }))),
  }
}

/** Lines by the table that they stand in. */
function readTables(text: string): Map<string, string[]> {
  const tables = new Map<string, string[]>()
  let current: string[] = []
  for (const raw of text.split(/\r?\n/, MOST_LINES)) {
    const line = raw.trim()
    const name = TABLE.exec(line)?.[1]
    if (name === undefined) current.push(line)
    else tables.set(name, (current = tables.get(name) ?? []))
  }
  return tables
}

function value(lines: readonly string[], key: string): string {
  for (const line of lines) {
    const [, name = '', double, single] = TEXT.exec(line) ?? []
    if (name.replaceAll('"', '').toLowerCase() === key) return cleanLine(double ?? single ?? '')
  }
  return ''
}

/** `authors = [{name = "…", email = "…"}]`, over one line or several; Poetry writes `"Name <address>"`. */
function authorsOf(lines: readonly string[]): string[] {
  const from = lines.findIndex((line) => /^authors\s*=\s*\[/.test(line))
  if (from === -1) return []
  const to = lines.findIndex((line, index) => index >= from && line.includes(']'))
  const list = lines.slice(from, (to === -1 ? from : to) + 1).join(' ')
  const named = [...list.matchAll(NAME)].map(([, double, single]) => double ?? single ?? '')
  if (named.length > 0) return named.map(cleanLine)
  return [...list.matchAll(/["']([^"'<>\\]{1,200})(?:<[^>]{0,200}>)?["']/g)].map(([, name = '']) =>
    cleanLine(name),
  )
}
