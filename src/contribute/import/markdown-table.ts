/** Tables and lists in Markdown, of cells that strangers wrote. */

/** A cell's text cannot end its cell, begin a link, or become markup. */
function cell(text: string): string {
  return escapeMarkdown(text).replace(/\n/g, ' ')
}

/** Signs of Markdown and HTML become text. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>|#]/g, '\\$&')
}

/** Empty where there are no rows. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ''
  const all = [head, head.map(() => '---'), ...rows.map((row) => row.map(cell))]
  return all.map((row) => `| ${row.join(' | ')} |`).join('\n')
}

export function markdownList(items: readonly string[]): string {
  return items.map((item) => `- ${escapeMarkdown(item)}`).join('\n')
}

/** A heading and what stands below it; nothing where nothing stands there. */
export function markdownPart(heading: string, text: string): string[] {
  return text === '' ? [] : [`## ${heading}\n\n${text}`]
}
