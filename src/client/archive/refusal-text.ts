/** Of a hostile archive nobody reads more. */
const MOST = 20

/** One archive, and what is wrong with it: full sentences. */
export interface Refusal {
  label: string
  findings: readonly string[]
}

/** All that is wrong, for the person who wanted to unpack them. Labels and findings must hold nothing hidden. */
export function refusalText(refusals: readonly Refusal[], state: string): string {
  const bad = refusals.filter(({ findings }) => findings.length > 0)
  return [
    ...bad.map(paragraph),
    `${state} If fetching it again does not help, tell whoever published it.`,
  ].join('\n')
}

function paragraph({ label, findings }: Refusal): string {
  const shown = findings.slice(0, MOST).map((finding) => `  ${finding}`)
  const more = findings.length - shown.length
  return [
    `${label} is not unpacked:`,
    ...shown,
    ...(more > 0 ? [`  … and ${more} more of the kind.`] : []),
  ].join('\n')
}
