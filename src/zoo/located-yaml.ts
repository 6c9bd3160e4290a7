/**
 * YAML by the library, with the positions of its values, so that a problem can name the line.
 */
import { createRequire } from 'node:module'
import type { Document } from 'yaml'
import { errorAt, type Problem } from './problem.ts'
import { yamlFault } from './yaml-faults.ts'

export type Path = readonly (string | number)[]

export interface LocatedYaml {
  /** A plain object; empty where there are no keys. */
  values: Record<string, unknown>
  /** 1-based line in the file of the value at `path`, or of its nearest parent. */
  lineOf: (path: Path) => number
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
  const { isScalar, LineCounter, parseDocument } = library()
  const lines = new LineCounter()
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  const lineAt = (offset: number) => lines.linePos(offset).line + opening
  const problems = [...document.errors, ...document.warnings].map((fault) =>
    errorAt(file, lineAt(fault.pos[0]), yamlFault(fault, yaml)),
  )
  problems.push(...nodeProblems(document, file, lineAt))
  if (problems.length > 0) return noYaml(problems)
  const values: unknown = document.toJS()
  if (values !== null && (typeof values !== 'object' || Array.isArray(values))) {
    return noYaml([
      errorAt(file, opening + 1, 'The front matter must be a list of keys, each as "key: value".'),
    ])
  }
  return {
    values: (values ?? {}) as Record<string, unknown>,
    lineOf: (path) => lineAt(offsetOf(document, path)),
    sourceOf: (path) => {
      const node = document.getIn(path, true)
      return isScalar(node) ? node.source : undefined
    },
    problems: [],
  }
}

/** What stands for YAML that cannot be read. */
export function noYaml(problems: Problem[]): LocatedYaml {
  return { values: {}, lineOf: () => 1, sourceOf: () => undefined, problems }
}

/** Aliases (a few of them can stand for gigabytes) and keys that are not plain text: no card needs either. */
function nodeProblems(document: Document, file: string, lineAt: (offset: number) => number): Problem[] {
  const { isNode, isScalar, visit } = library()
  const problems: Problem[] = []
  const add = (node: unknown, message: string) => {
    const offset = isNode(node) ? (node.range?.[0] ?? 0) : 0
    problems.push(errorAt(file, lineAt(offset), message))
  }
  visit(document, {
    Alias: (_, node) => add(node, 'YAML aliases (*name) are not read. Write the value out.'),
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

/** The offset of the pair's key where there is one: the line that a person looks for. */
function offsetOf(document: Document, path: Path): number {
  const { isNode } = library()
  for (let length = path.length; length > 0; length--) {
    const parent: unknown = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true)
    const key = path[length - 1]
    const items = (parent as { items?: unknown[] } | null)?.items ?? []
    const pair = items.find((item) => (item as { key?: { value?: unknown } }).key?.value === key) as
      { key: unknown } | undefined
    const node = pair ? pair.key : document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return node.range[0]
  }
  return 0
}
