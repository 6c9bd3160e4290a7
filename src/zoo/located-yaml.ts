/**
 * YAML by the library, with the positions of its values, so that a problem can name the line.
 */
import { createRequire } from 'node:module'
import type { Document, Node, YAMLError } from 'yaml'
import { problemAtPlace, type Place } from './place.ts'
import { errorAt, type Problem } from './problem.ts'
import { yamlFault } from './yaml-faults.ts'
import { gluedKeys, slipOf, withQuotes, type Slip } from './yaml-slips.ts'

export type Path = readonly (string | number)[]

export interface LocatedYaml {
  /** A plain object; empty where there are no keys. */
  values: Record<string, unknown>
  /** 1-based line in the file of the value at `path`, or of its nearest parent. */
  lineOf: (path: Path) => number
  /** The same as something to point at: the value where it stands in that line, else its key, else the nearest parent. */
  placeOf: (path: Path, part?: 'key' | 'value') => Place
  /** The scalar as it was typed: `0.9730`, where the value is 0.973. Undefined for anything but a plain scalar. */
  sourceOf: (path: Path) => string | undefined
  problems: Problem[]
}

const require = createRequire(import.meta.url)

/** Loaded when the first card needs it: that takes as long as parsing hundreds of plain cards. */
function library(): typeof import('yaml') {
  return require('yaml') as typeof import('yaml')
}

/** Parses with the library. `file` is what problems call the card, `opening` the line in it before the first of `yaml`. */
export function parseLocatedYaml(yaml: string, file: string, opening: number): LocatedYaml {
  const { isCollection, isScalar, LineCounter, parseDocument } = library()
  const lines = new LineCounter()
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  const lineAt = (offset: number) => lines.linePos(offset).line + opening
  const placeAt = (offset: number, length = 0): Place => {
    const { line, col } = lines.linePos(offset)
    const text = yaml.slice(offset, offset + length).trimEnd()
    const source = lineFrom(yaml, offset - col + 1)
    return { line: line + opening, column: col, source, ...(isInLine(text) && { text }) }
  }
  const problems = faultProblems([...document.errors, ...document.warnings], { yaml, file, placeAt, opening })
  problems.push(...nodeProblems(document, file, placeAt))
  if (problems.length > 0) return noYaml(problems)
  const values: unknown = document.toJS()
  if (values !== null && (typeof values !== 'object' || Array.isArray(values))) {
    return noYaml(noKeys(yaml, file, opening))
  }
  return {
    values: (values ?? {}) as Record<string, unknown>,
    lineOf: (path) => lineAt(offsetOf(document, path)),
    placeOf: (path, part = 'value') => {
      const parent = offsetOf(document, path)
      const found = part === 'value' ? document.getIn(path, true) : undefined
      const value = isScalar(found) || isCollection(found) ? placeOfNode(found, placeAt) : undefined
      if (value?.text !== undefined && value.line === lineAt(parent)) return value
      const key = keyOf(document, path)
      return (key && placeOfNode(key, placeAt)) ?? placeAt(parent)
    },
    sourceOf: (path) => {
      const node = document.getIn(path, true)
      return isScalar(node) ? node.source : undefined
    },
    problems: [],
  }
}

/** What follows more of them, nobody reads. */
const MOST_FAULTS = 20

interface Faulty {
  yaml: string
  file: string
  placeAt: PlaceAt
  opening: number
}

/** What follows a slip that is known is mended with it, or shows when it is. */
function faultProblems(faults: readonly YAMLError[], { yaml, file, placeAt, opening }: Faulty): Problem[] {
  const lines = yaml.split('\n')
  const problems: Problem[] = []
  for (const fault of faults.slice(0, MOST_FAULTS)) {
    const place = placeAt(fault.pos[0])
    const slip = slipOf(fault, lines, place.line - opening - 1)
    if (slip !== null) problems.push(slipProblem(slip, lines, file, opening))
    else if (!problems.some(({ paste }) => paste !== undefined))
      problems.push(
        problemAtPlace(file, place, yamlFault(fault, yaml), { paste: quotedValue(fault.code, place) }),
      )
  }
  return problems.filter(({ line, message }, at) => {
    return problems.findIndex((other) => other.line === line && other.message === message) === at
  })
}

function slipProblem(
  { line, message, paste }: Slip,
  lines: readonly string[],
  file: string,
  opening: number,
): Problem {
  const source = lines[line]!
  const text = source.trim()
  const place = { line: line + opening + 1, column: source.indexOf(text) + 1, text, source }
  return problemAtPlace(file, place, `YAML: ${message}`, { paste })
}

function noKeys(yaml: string, file: string, opening: number): Problem[] {
  const lines = yaml.split('\n')
  const slips = gluedKeys(lines).map((slip) => slipProblem(slip, lines, file, opening))
  if (slips.length > 0) return slips
  return [errorAt(file, opening + 1, 'The front matter must be a list of keys, each as "key: value".')]
}

const TOP: Place = { line: 1, column: 1, source: '' }

/** What stands for YAML that cannot be read. */
export function noYaml(problems: Problem[]): LocatedYaml {
  return { values: {}, lineOf: () => 1, placeOf: () => TOP, sourceOf: () => undefined, problems }
}

/** Aliases (a few of them can stand for gigabytes) and keys that are not plain text: no card needs either. */
function nodeProblems(document: Document, file: string, placeAt: PlaceAt): Problem[] {
  const { isNode, isScalar, visit } = library()
  const problems: Problem[] = []
  const add = (node: unknown, message: string, isText = false) => {
    const [start, end] = (isNode(node) ? node.range : null) ?? [0, 0]
    const place = placeAt(start, end - start)
    const paste = isText ? (withQuotes(place.source) ?? undefined) : undefined
    problems.push(problemAtPlace(file, place, message, { paste }))
  }
  visit(document, {
    Alias: (_, node) =>
      add(node, 'YAML aliases (*name) are not read. Write the value out, or put it into quotes.', true),
    Pair: (_, pair) => {
      if (!isScalar(pair.key)) add(pair.key, 'A key must be plain text, not a list or a map. Quote it.')
      else if (pair.key.value === '__proto__')
        add(pair.key, 'A key must not be called __proto__. Choose another name.')
      else if (pair.key.value === '<<')
        add(pair.key, 'YAML merge keys (<<) are not read. Write the keys out here.')
    },
  })
  return problems.slice(0, 1)
}

type PlaceAt = (offset: number, length?: number) => Place

function placeOfNode({ range }: Pick<Node, 'range'>, placeAt: PlaceAt): Place | undefined {
  return range ? placeAt(range[0], range[1] - range[0]) : undefined
}

function isInLine(text: string): boolean {
  return text !== '' && !text.includes('\n')
}

function lineFrom(text: string, start: number): string {
  const end = text.indexOf('\n', start)
  return text.slice(start, end === -1 ? undefined : end)
}

/** The line with its value in quotes, where the value is what the parser stumbled over. */
function quotedValue(code: string, { source }: Place): string | undefined {
  if (code !== 'BLOCK_AS_IMPLICIT_KEY' && code !== 'BAD_SCALAR_START') return undefined
  return withQuotes(source) ?? undefined
}

/** The offset of the pair's key where there is one: the line that a person looks for. */
function offsetOf(document: Document, path: Path): number {
  const { isNode } = library()
  for (let length = path.length; length > 0; length--) {
    const node = keyOf(document, path.slice(0, length)) ?? document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return node.range[0]
  }
  return 0
}

/** Undefined: there is no such key. */
function keyOf(document: Document, path: Path): Node | undefined {
  const { isNode } = library()
  const parent: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true)
  const items = (parent as { items?: unknown[] } | null)?.items ?? []
  const pair = items.find((item) => (item as { key?: { value?: unknown } }).key?.value === path.at(-1)) as
    { key: unknown } | undefined
  return pair !== undefined && isNode(pair.key) ? pair.key : undefined
}
