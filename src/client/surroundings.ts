/** What the client takes from outside. Commands get it from `process`; tests and other programs bring their own. */
export interface Surroundings {
  env: NodeJS.ProcessEnv
  /** The person's home folder: `~`. */
  homeDir: string
  /** The folder that relative paths start from. */
  workDir: string
  /** Milliseconds since 1970. */
  now: () => number
  /** One line, or several, of standard output: what was asked for. */
  out: (text: string) => void
  /** The same of standard error: what went wrong, and progress in plain lines. */
  err: (text: string) => void
  /** Characters in a line of the terminal that `out` leads to; undefined: it leads elsewhere, and lines may have any length. */
  columns?: number | undefined
  /** Aborted by Ctrl-C; every transfer ends in a state that can be resumed. */
  signal: AbortSignal
}
