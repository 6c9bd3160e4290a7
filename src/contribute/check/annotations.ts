/**
 * Problems as annotations of a pull request: lines that GitHub's runner takes out of what a step prints.
 * Formats: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands, and the limits
 * https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md#limitations
 */
import { escapeHidden, type Problem } from '../../zoo/problem.ts'

/** Of each severity, in one step; the rest is dropped without a word. */
const MOST = 10
const TITLE = 'npm run check'

/** One line each, at most as many as GitHub shows, and how many more there are. `toPath` gives a file as the repository knows it. */
export function formatAnnotations(
  problems: readonly Problem[],
  toPath: (file: string) => string = (file) => file,
): string[] {
  return (['error', 'warning'] as const).flatMap((severity) => {
    const all = problems.filter((problem) => problem.severity === severity)
    const shown = all.length > MOST ? all.slice(0, MOST - 1) : all
    const lines = shown.map((problem) => annotation(problem, toPath(problem.file)))
    const more = all.length - shown.length
    if (more === 0) return lines
    const what = severity === 'error' ? 'problems' : 'warnings'
    return [
      ...lines,
      command(severity, { title: TITLE }, `There are ${more} more ${what}: the log has all of them.`),
    ]
  })
}

/** Lines between which the runner takes nothing for a command, so that no file of the zoo can speak to it. */
export function withoutCommands(text: string, token: string): string {
  return `::stop-commands::${token}\n${text}\n::${token}::`
}

function annotation({ line, column, severity, kind, message, paste }: Problem, file: string): string {
  const title = kind === undefined ? TITLE : `${TITLE}: ${kind}`
  const place = { file, ...(line !== undefined && { line }), ...(column !== undefined && { col: column }) }
  const text = paste === undefined ? message : `${message}\nPaste: ${paste}`
  return command(severity, { ...place, title }, text)
}

function command(name: string, properties: Record<string, string | number>, message: string): string {
  const stated = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`)
  return `::${name} ${stated.join(',')}::${escapeData(message)}`
}

/** Line ends stay, as their escapes; what else is hidden becomes visible. */
function escapeData(text: string): string {
  const lines = text.split('\n').map((line) => escapeHidden(line).replaceAll('%', '%25'))
  return lines.join('%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
