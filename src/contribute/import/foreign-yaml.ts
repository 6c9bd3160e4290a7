/**
 * YAML of other projects, within the bounds of our own front matter. Unlike a card it may hold aliases, which Python's libraries write
 * wherever an object stands in two places.
 */
import { LineCounter, parseDocument } from 'yaml'
import { UserError } from '../../lib/user-error.ts'
import { nestedBrackets, NESTED_BRACKETS } from '../../zoo/front-matter.ts'
import { escapeHidden } from '../../zoo/problem.ts'
import { yamlFault } from '../../zoo/yaml-faults.ts'
import { record, type Loose } from './loose-values.ts'

/** Bytes. The parser drowns in a few megabytes of keys. */
export const YAML_LIMIT = 64 * 1024
/** Values that all aliases together may stand for, as the library counts them. */
const MOST_ALIASED = 2000

/** `label` is what messages call the file. @throws UserError where it is no YAML, or beyond the bounds. */
export function parseForeignYaml(text: string, label: string): Loose {
  if (Buffer.byteLength(text) > YAML_LIMIT)
    throw refusal(label, `has more than ${YAML_LIMIT / 1024} KiB, the most that is read`)
  if (nestedBrackets(text) > NESTED_BRACKETS)
    throw refusal(label, `nests more than ${NESTED_BRACKETS} brackets or lists`)
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const fault = document.errors[0]
  if (fault !== undefined)
    throw new UserError(
      `${escapeHidden(label)}:${lines.linePos(fault.pos[0]).line}: ${yamlFault(fault, text)} Nothing was written.`,
    )
  return record(toValue(document, label))
}

function toValue(document: ReturnType<typeof parseDocument>, label: string): unknown {
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASED })
  } catch {
    throw refusal(label, 'has aliases (*name) that lead nowhere, in a circle, or to too much')
  }
}

function refusal(label: string, what: string): UserError {
  return new UserError(`${escapeHidden(label)} ${what}. Nothing was written.`)
}
