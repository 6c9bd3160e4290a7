/**
 * A card split into its front matter and its prose, and the front matter parsed: by the short way where it is plain, else by the library.
 *
 * Limits come before parsing: the parser was measured to drown in a few megabytes of keys.
 */
import { noYaml, parseLocatedYaml, type LocatedYaml } from './located-yaml.ts'
import { parsePlainYaml, pathKey, type PlainYaml } from './plain-yaml.ts'
import { errorAt, type Problem } from './problem.ts'

const FRONT_MATTER_BYTES = 64 * 1024
/** What a card may hold in all. */
export const CARD_BYTES = 256 * 1024
/** The parser recurses; 800 nested brackets overflow its stack. */
export const NESTED_BRACKETS = 64

export type { Path } from './located-yaml.ts'

export interface FrontMatter extends LocatedYaml {
  /** Everything after the front matter. */
  body: string
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
  if (tooLarge) return { ...noYaml([tooLarge]), body: '' }
  if (!match && card.startsWith('---\n', before.length)) {
    const message = 'The front matter is not closed. Put a line with --- after its last key.'
    return { ...noYaml([errorAt(file, 1, message)]), body: '' }
  }
  const locate = () => parseLocatedYaml(yaml, file, before.split('\n').length)
  const plain = parsePlainYaml(yaml)
  return { ...(plain ? withPlain(plain, locate) : locate()), body }
}

/** Where a value stands is found out when somebody asks: hardly any card has a problem. */
function withPlain({ values, numbers }: PlainYaml, locate: () => LocatedYaml): LocatedYaml {
  let located: LocatedYaml | undefined
  return {
    values,
    lineOf: (path) => (located ??= locate()).lineOf(path),
    placeOf: (path, part) => (located ??= locate()).placeOf(path, part),
    sourceOf: (path) => numbers.get(pathKey(path)) ?? (located ??= locate()).sourceOf(path),
    problems: [],
  }
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
export function nestedBrackets(yaml: string): number {
  let deepest = 0
  let depth = 0
  for (const [char] of yaml.matchAll(/[[\]{}]/g)) {
    if (char === '[' || char === '{') deepest = Math.max(deepest, ++depth)
    else depth = Math.max(0, depth - 1)
  }
  for (const dashes of yaml.matchAll(/^[ \t]*(?:[-?:][ \t]+){2,}/gm)) {
    deepest = Math.max(deepest, dashes[0].split(/[-?:]/).length - 1)
  }
  return deepest
}
