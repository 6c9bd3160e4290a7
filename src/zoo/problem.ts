/**
 * What is wrong with a file, for the person who can mend it. Checks make these records; only the edge turns them into text.
 */
export interface Problem {
  /** Path as the person knows it, from the folder of the store: `zoo/liver/README.md`. */
  file: string
  /** Counted from 1; absent where a line means nothing (a folder, a picture). */
  line?: number
  /** In the line, counted from 1 in UTF-16 units; absent where the line as a whole is meant. */
  column?: number
  /** The offending text as it stands in the file, untrusted; absent where something is missing. */
  text?: string
  /** Lines that a person can paste over the offending ones, or add where something is missing. */
  paste?: string
  /** What mends the file in the place of `text`, where only one thing can be meant: `check --fix` writes it there. */
  replacement?: string
  /** In a JSON file, the key of its object that is meant: where that stands is looked up when the problem is shown. */
  key?: string
  /** Counted from 0, in files that have no lines. */
  byte?: number
  /** A name for what is wrong that rules of the store's owner can refer to: `home-path`. */
  kind?: string
  /** What is wrong and what to do, in full sentences. Untrusted text inside it must have gone through `quote`. */
  message: string
  /** A warning is printed and the store is published all the same. */
  severity: 'error' | 'warning'
}

/** An error at a line that is known. */
export function errorAt(file: string, line: number, message: string): Problem {
  return { file, line, message, severity: 'error' }
}

/** One line: `zoo/liver/README.md:4: license: "CC-BY" is not …`, `zoo/liver/weights/a.pth: byte 12: pickle-import: …`. */
export function formatProblem({ file, line, byte, kind, message, severity }: Problem): string {
  const parts = [
    escapeHidden(file) + (line === undefined ? '' : `:${line}`),
    severity === 'warning' ? 'warning' : '',
    byte === undefined ? '' : `byte ${byte}`,
    kind ?? '',
    escapeHidden(message),
  ]
  return parts.filter((part) => part !== '').join(': ')
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === 'error')
}

/** By file, then place, then text: the same order on every machine. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  return problems.toSorted(
    (a, b) =>
      compare(a.file, b.file) ||
      compare(a.line ?? 0, b.line ?? 0) ||
      compare(a.byte ?? 0, b.byte ?? 0) ||
      compare(a.message, b.message),
  )
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Untrusted text in double quotes: hidden characters escaped, cut after 80 characters. */
export function quote(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null)
  const cut = text.length > 80 ? `${text.slice(0, 79)}…` : text
  return `"${escapeHidden(cut)}"`
}

/** The first `most` of untrusted names, and how many more there are: `"a", "b" and 3 more`. */
export function quoteSome(names: readonly string[], most: number): string {
  const shown = names.slice(0, most).map(quote).join(', ')
  return names.length > most ? `${shown} and ${names.length - most} more` : shown
}

/** Control, direction and invisible characters as escapes, so that a terminal shows them and never obeys them. */
export function escapeHidden(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, (char) => {
    const code = char.codePointAt(0)!.toString(16)
    return code.length > 4
      ? `\\u{${code}}`
      : code.length > 2
        ? `\\u${code.padStart(4, '0')}`
        : `\\x${code.padStart(2, '0')}`
  })
}
