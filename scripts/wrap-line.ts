/** A sentence as an item of a list on a terminal, broken between words. `columns` is the terminal's width. */
export function wrapLine(text: string, columns: number): string {
  const width = Math.max(columns, 40) - 4
  const lines = ['']
  for (const word of text.split(' ')) {
    const longer = lines.at(-1) === '' ? word : `${lines.at(-1)} ${word}`
    if (longer.length > width && lines.at(-1) !== '') lines.push(word)
    else lines[lines.length - 1] = longer
  }
  return `  - ${lines.join('\n    ')}`
}
