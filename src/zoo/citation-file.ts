/**
 * The folder's own `CITATION.cff`, which is published as it is. It is only an addition: one that cannot be used is a warning, and the
 * store writes its own.
 */
import type { CitationFile } from './entry.ts'
import { readText, toSource, type Folder } from './folder.ts'
import { nestedBrackets, NESTED_BRACKETS } from './front-matter.ts'
import { parseLocatedYaml } from './located-yaml.ts'
import { escapeHidden, type Problem } from './problem.ts'
import { proseFault } from './text.ts'

const CITATION_BYTES = 64 * 1024

/** True for the path of such a file in its entry's folder. */
export function isCitationFile(path: string): boolean {
  return /^citation\.cff$/i.test(path)
}

export interface ReadCitation {
  /** Null: there is none, or none that can be used. */
  file: CitationFile | null
  problems: Problem[]
}

/** Never throws for what the file holds. */
export function readCitationFile(folder: Folder): ReadCitation {
  const found = folder.files.find(({ path }) => isCitationFile(path))
  if (found === undefined) return { file: null, problems: [] }
  const { text, problem } = readText(folder, found.path, CITATION_BYTES)
  const fault = problem?.message ?? citationFault(text ?? '')
  if (fault === null) return { file: { ...toSource(found), text: text! }, problems: [] }
  const message = `${fault} Until then the store publishes a citation that it makes from the card.`
  return { file: null, problems: [{ file: `${folder.label}/${found.path}`, message, severity: 'warning' }] }
}

function citationFault(text: string): string | null {
  const yaml = text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n')
  const fault = proseFault(yaml)
  if (fault !== null) return fault
  if (nestedBrackets(yaml) > NESTED_BRACKETS) return 'It nests too many brackets or lists. Write it flatter.'
  const { values, problems } = parseLocatedYaml(yaml, 'CITATION.cff', 0)
  if (problems.length > 0) return `Line ${problems[0]!.line}: ${escapeHidden(problems[0]!.message)}`
  return Object.hasOwn(values, 'cff-version')
    ? null
    : 'There is no "cff-version" in it, as in "cff-version: 1.2.0".'
}
