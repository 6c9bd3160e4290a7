/** The prose of a new card: headings, and under each a sentence that says what its author should write there. */

/** What such a sentence begins with. */
export const PLACEHOLDER = 'To be written:'

const PARTS = [
  ['What it is for', 'what goes in, what comes out, and who may find it useful.'],
  ['Training data', 'what it was trained on, how many cases, where they come from, and under which terms.'],
  ['Evaluation', 'on which data it was tested, by which measure, and how well it did.'],
  ['Limits', 'where it fails, and what nobody should use it for.'],
  ['Run it', 'what must be installed, and the command that runs the model on a file.'],
] as const

/** Markdown that holds no fact but the title. */
export function newProse(title: string): string {
  // A title is plain text, and Markdown would make something of these signs.
  const heading = `# ${title.replaceAll(/[\\`*[\]<>#]|(?<!\w)_|_(?!\w)/g, '\\$&')}`
  return [heading, ...PARTS.map(([name, what]) => `## ${name}\n\n${PLACEHOLDER} ${what}`)].join('\n\n')
}
