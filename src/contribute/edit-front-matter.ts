/** Changes single values of a card's front matter, and leaves every other character as it is: comments, order and quotes stay. */
import { isMap, isNode, isScalar, parseDocument, type Document, type YAMLMap } from 'yaml'
import type { Path } from '../zoo/front-matter.ts'

export interface Edit {
  /** To the value; its parent is there. */
  path: Path
  /** As YAML. */
  source: string
  /** Keys that a new one is put behind: the first that is there, else the last of all. */
  after?: readonly string[]
}

interface Splice {
  from: number
  to: number
  insert: string
}

/** Null where the text has no front matter that can be changed so. Edits of the same place are made in their order. */
export function editFrontMatter(text: string, edits: readonly Edit[]): string | null {
  const open = /^\uFEFF?(?:[ \t]*\r?\n)*---[ \t]*\r?\n/.exec(text)
  if (open === null) return null
  const start = open[0].length
  const length = /^---[ \t]*\r?$/m.exec(text.slice(start))?.index
  if (length === undefined) return null
  const yaml = text.slice(start, start + length)
  const document = parseDocument(yaml)
  if (document.errors.length > 0) return null
  const splices = edits.map((edit) => toSplice(document, yaml, edit))
  if (splices.some((splice) => splice === null)) return null
  return text.slice(0, start) + spliced(yaml, splices as Splice[]) + text.slice(start + length)
}

/** The scalar as it was typed; undefined where there is none. */
export function typedScalar(document: Document, path: Path): { value: unknown; source: string } | undefined {
  const node = document.getIn(path, true)
  return isScalar(node) ? { value: node.value, source: node.source ?? String(node.value) } : undefined
}

function toSplice(document: Document, yaml: string, { path, source, after }: Edit): Splice | null {
  const node = document.getIn(path, true)
  if (isNode(node) && node.range)
    return { from: node.range[0], to: lastEnd(yaml, node.range), insert: source }
  const parent: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true)
  return isMap(parent) ? toInsertion(parent, yaml, `${String(path.at(-1))}: ${source}`, after) : null
}

function toInsertion(map: YAMLMap, yaml: string, line: string, after: readonly string[] = []): Splice | null {
  const named = after.map((name) => map.items.find(({ key }) => isScalar(key) && key.value === name))
  const pair = named.find((found) => found !== undefined) ?? map.items.at(-1)
  if (!isScalar(pair?.key) || !isNode(pair.value) || !pair.key.range || !pair.value.range) return null
  const end = lastEnd(yaml, pair.value.range)
  if (map.flow === true) return { from: end, to: end, insert: `, ${line}` }
  const lineEnd = yaml.indexOf('\n', end) + 1
  const column = pair.key.range[0] - (yaml.lastIndexOf('\n', pair.key.range[0]) + 1)
  const newline = yaml[lineEnd - 2] === '\r' ? '\r\n' : '\n'
  return lineEnd === 0 ? null : { from: lineEnd, to: lineEnd, insert: ' '.repeat(column) + line + newline }
}

/** Of the value alone: that of a text of several lines (`|`, `>`) ends behind its last line end. */
function lastEnd(yaml: string, [from, to]: readonly [number, number, number]): number {
  let end = to
  while (end > from && /[\r\n]/.test(yaml[end - 1]!)) end--
  return end
}

function spliced(yaml: string, splices: readonly Splice[]): string {
  let at = 0
  const parts: string[] = []
  for (const { from, to, insert } of splices.toSorted((a, b) => a.from - b.from)) {
    parts.push(yaml.slice(at, from), insert)
    at = to
  }
  return parts.join('') + yaml.slice(at)
}
