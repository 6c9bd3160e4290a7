/** What the card itself says one runs after the download: the first block of code under a heading such as "Usage". */
import type { Token } from 'markdown-it'
import { parseMarkdown } from '../lib/markdown.ts'

export interface RunLines {
  /** Untrusted text, as the card has it but for the prompts of a console. */
  code: string
  language: 'shell' | 'python'
}

const HEADINGS =
  /^(usage|how to use( it| this model| the model)?|use it|run it|running it|how to run( it)?|inference|quick ?start|getting started|example)$/
const LANGUAGES: Record<string, RunLines['language']> = {
  ...{ bash: 'shell', sh: 'shell', shell: 'shell', zsh: 'shell', console: 'shell' },
  ...{ python: 'python', python3: 'python', py: 'python' },
}
/** More than that is no line to copy. */
const MOST_CHARACTERS = 4000
/** They make a command read differently from what it says. */
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/gu

/** Null where the card has no such block, or one too long to be copied. */
export function runLines(card: string): RunLines | null {
  // Most cards have none, and parsing costs as much as showing them.
  if (!/```|~~~/.test(card)) return null
  const tokens = parseMarkdown(card)
  for (let at = 0; at < tokens.length; at++) {
    const level = headingLevel(tokens, at)
    const lines = level === null ? null : firstCode(tokens, at, level)
    if (lines !== null) return lines
  }
  return null
}

/** The level of the heading that begins here, if it announces how to run the model. */
function headingLevel(tokens: readonly Token[], at: number): number | null {
  const token = tokens[at]!
  if (token.type !== 'heading_open') return null
  const words = (tokens[at + 1]?.content ?? '').toLowerCase().replace(/[^a-z ]/g, '')
  return HEADINGS.test(words.trim()) ? Number(token.tag.slice(1)) : null
}

/** In the heading's part of the card, which the next heading of its level or above ends. */
function firstCode(tokens: readonly Token[], heading: number, level: number): RunLines | null {
  for (const token of tokens.slice(heading + 1)) {
    if (token.type === 'heading_open' && Number(token.tag.slice(1)) <= level) return null
    const language = token.type === 'fence' ? languageOf(token.info) : undefined
    if (language !== undefined) return toLines(token, language)
  }
  return null
}

function languageOf(info: string): RunLines['language'] | undefined {
  const word = info.trim().split(/\s/)[0]!.toLowerCase()
  return Object.hasOwn(LANGUAGES, word) ? LANGUAGES[word] : undefined
}

function toLines({ content, info }: Token, language: RunLines['language']): RunLines | null {
  const text = content.replace(HIDDEN, '').trimEnd()
  const code = /^\s*console\b/i.test(info) ? withoutPrompts(text) : text
  return code === '' || code.length > MOST_CHARACTERS ? null : { code, language }
}

/** The commands of a console, without what they print. */
function withoutPrompts(text: string): string {
  const commands = text.split('\n').filter((line) => /^[$#] /.test(line))
  return commands.length > 0 ? commands.map((line) => line.slice(2)).join('\n') : text
}
