/**
 * Title and summary of a card that states neither: its first heading and the first sentence of its prose, as plain text.
 */
import type { Token } from 'markdown-it'
import { parseMarkdown } from '../lib/markdown.ts'

// Up to a full stop before a capital letter. Intl.Segmenter does it better, and differently in each version of Node.
const SENTENCE = /^.+?[.!?](?=["”’)]*\s+["“‘(]*\p{Lu})/u

/** The text of the first heading; null where there is none. */
export function firstHeading(markdown: string): string | null {
  return firstText(parseMarkdown(markdown), 'heading_open')
}

/** The first sentence of the first paragraph that holds words: badges and pictures before it are passed over. Null: no words. */
export function firstSentence(markdown: string): string | null {
  const paragraph = firstText(parseMarkdown(markdown), 'paragraph_open')
  if (paragraph === null) return null
  return SENTENCE.exec(paragraph)?.[0] ?? paragraph
}

function firstText(tokens: Token[], kind: string): string | null {
  for (const [index, token] of tokens.entries()) {
    // Top level only: a paragraph inside a list or quotation seldom says what the model is.
    if (token.type !== kind || token.level > 0) continue
    const text = plainText(tokens[index + 1])
      .replaceAll(/\s+/g, ' ')
      .trim()
    if (/\p{L}/u.test(text)) return text
  }
  return null
}

function plainText(token: Token | undefined): string {
  return (token?.children ?? [])
    .map((part) => {
      if (part.type === 'softbreak' || part.type === 'hardbreak') return ' '
      return part.type === 'text' || part.type === 'code_inline' ? part.content : ''
    })
    .join('')
}
