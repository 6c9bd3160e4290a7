/**
 * YAML front matter with the positions of its values, so that a problem can name the line.
 *
 * Limits come before parsing: the parser was measured to drown in a few megabytes of keys.
 */
import { isNode, isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml'
import { errorAt, type Problem } from './problem.ts'

const FRONT_MATTER_BYTES = 64 * 1024
/** What a card may hold in all. */
export const CARD_BYTES = 256 * 1024
/** The parser recurses; 800 nested brackets overflow its stack. */
const NESTED_BRACKETS = 64

export type Path = readonly (string | number)[]

export interface FrontMatter {
  /** A plain object; empty where the card has no front matter. */
  values: Record<string, unknown>
  /** Everything after the front matter. */
  body: string
  /** 1-based line in the file of the value at `path`, or of its nearest parent. */
  lineOf: (path: Path) => number
  /** The scalar as it was typed: `0.9730`, where the value is 0.973. Undefined for anything but a plain scalar. */
  sourceOf: (path: Path) => string | undefined
  problems: Problem[]
}

/**
 * Splits and parses a card of at most `CARD_BYTES`. `file` is what problems call it. Never throws for what the text holds.
 */
export function parseFrontMatter(text: string, file: string): FrontMatter {
  const card = text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n')
  const before = /^(?:[ \t]*\n)*/.exec(card)![0]
  const match = /^---[ \t]*\n(?:([^]*?)\n)?---[ \t]*(?:\n|$)/.exec(card.slice(before.length))
  const yaml = match?.[1] ?? ''
  const body = match ? card.slice(before.length + match[0].length) : card
  const tooLarge = sizeProblem(yaml, file)
  if (tooLarge) return withoutValues('', [tooLarge])
  if (!match && card.startsWith('---\n', before.length)) {
    return withoutValues('', [
      errorAt(file, 1, 'The front matter is not closed. Put a line with --- after its last key.'),
    ])
  }
  return parseYaml(yaml, body, before.split('\n').length, file)
}

/** `opening` is the line of the first ---. */
function parseYaml(yaml: string, body: string, opening: number, file: string): FrontMatter {
  const lines = new LineCounter()
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  const lineAt = (offset: number) => lines.linePos(offset).line + opening
  const problems = [...document.errors, ...document.warnings].map((fault) =>
    errorAt(file, lineAt(fault.pos[0]), `YAML: ${sentence(fault.message)} Mend the front matter here.`),
  )
  problems.push(...nodeProblems(document, file, lineAt))
  if (problems.length > 0) return withoutValues(body, problems)
  const values: unknown = document.toJS()
  if (values !== null && (typeof values !== 'object' || Array.isArray(values))) {
    return withoutValues(body, [
      errorAt(file, opening + 1, 'The front matter must be a list of keys, each as "key: value".'),
    ])
  }
  return {
    values: (values ?? {}) as Record<string, unknown>,
    body,
    lineOf: (path) => lineAt(offsetOf(document, path)),
    sourceOf: (path) => {
      const node = document.getIn(path, true)
      return isScalar(node) ? node.source : undefined
    },
    problems: [],
  }
}

function withoutValues(body: string, problems: Problem[]): FrontMatter {
  return { values: {}, body, lineOf: () => 1, sourceOf: () => undefined, problems }
}

function sizeProblem(yaml: string, file: string): Problem | undefined {
  if (Buffer.byteLength(yaml) > FRONT_MATTER_BYTES) {
    return errorAt(
      file,
      1,
      'The front matter is larger than 64 KiB. Keep facts there and move the rest below it.',
    )
  }
  if (nestedBrackets(yaml) > NESTED_BRACKETS) {
    return errorAt(
      file,
      1,
      `The front matter nests more than ${NESTED_BRACKETS} brackets or lists. Write it flatter.`,
    )
  }
  return undefined
}

/** An upper bound of the depth that the parser would recurse to, counted without parsing. */
function nestedBrackets(yaml: string): number {
  let deepest = 0
  let depth = 0
  for (const char of yaml) {
    if (char === '[' || char === '{') deepest = Math.max(deepest, ++depth)
    else if (char === ']' || char === '}') depth = Math.max(0, depth - 1)
  }
  for (const dashes of yaml.matchAll(/^[ \t]*(?:[-?:][ \t]+)+/gm)) {
    deepest = Math.max(deepest, dashes[0].split(/[-?:]/).length - 1)
  }
  return deepest
}

/** Aliases (a few of them can stand for gigabytes) and keys that are not plain text: no card needs either. */
function nodeProblems(document: Document, file: string, lineAt: (offset: number) => number): Problem[] {
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
    },
  })
  return problems.slice(0, 1)
}

/** The offset of the pair's key where there is one: the line that a person looks for. */
function offsetOf(document: Document, path: Path): number {
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

function sentence(text: string): string {
  const line = text.split('\n', 1)[0]!.trim()
  return /[.!?]$/.test(line) ? line : `${line}.`
}
