/**
 * What the YAML library finds wrong, in words for somebody who writes a card. Its own words speak of its grammar.
 */
import type { YAMLError } from 'yaml'
import { quote } from './problem.ts'

type Code = YAMLError['code']

const SENTENCES: Partial<Record<Code, string>> = {
  BAD_SCALAR_START: 'A value must not begin with this character. Put the value into quotes.',
  BLOCK_AS_IMPLICIT_KEY: 'There are two ": " in one line. Put a value that holds ": " into quotes.',
  DUPLICATE_KEY: 'This key stands here twice. Keep one of the two.',
  MULTIPLE_DOCS: 'A second document begins here. Keep one.',
  MULTILINE_IMPLICIT_KEY:
    'This line is no "key: value", nor does it go on with the value above. Indent it, or put the value into quotes.',
}

/** A sentence or two without the line. `source` is the YAML that was parsed. */
export function yamlFault({ code, message, pos }: YAMLError, source: string): string {
  if (code === 'TAG_RESOLVE_FAILED') return `${tagAt(source, pos[0])} Write the value as plain text.`
  return `YAML: ${SENTENCES[code] ?? `${sentence(message)} Mend the front matter here.`}`
}

function tagAt(source: string, at: number): string {
  const tag = /^!\S{0,60}/.exec(source.slice(at))?.[0]
  return tag === undefined
    ? 'YAML: tags (!name) are not read.'
    : `YAML: the tag ${quote(tag)} is not read, since it would make something other than text.`
}

function sentence(text: string): string {
  const line = text.split('\n', 1)[0]!.trim()
  const mark = /^Missing closing (["'])quote$/.exec(line)?.[1]
  if (mark !== undefined) return `A value begins with ${mark} and does not end with it.`
  return /[.!?]$/.test(line) ? line : `${line}.`
}
