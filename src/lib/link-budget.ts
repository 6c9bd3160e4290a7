/**
 * `[a]: <address>` can be written once and used thousands of times. Rendered, a card of 256 KiB then was gigabytes of HTML.
 */
import type { Token } from 'markdown-it'

/** Characters of addresses and titles in one card; the longest list of references that people write stays far below. */
const BUDGET = 1024 * 1024

/** What is linked to or shown after the budget is spent keeps its words and loses its address. */
export function boundLinks(tokens: readonly Token[]): void {
  let left = BUDGET
  for (const token of tokens.flatMap(({ children }) => children ?? [])) {
    if (token.type !== 'link_open' && token.type !== 'image') continue
    for (const [, value] of token.attrs ?? []) left -= String(value).length
    if (left < 0) token.attrs = token.type === 'image' ? [['alt', '']] : null
  }
}
