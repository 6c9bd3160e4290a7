import type { Answers } from './clues.ts'
import type { HostedFlags } from './hosted.ts'
import type { SourcePath } from './survey.ts'

/** What the command line says. */
export interface NewOptions {
  paths: readonly string[]
  /** Paths whose section the person named. */
  sections: readonly SourcePath[]
  answers: Answers
  hosted: HostedFlags
  /** The hosted file may be fetched once, for its sum. */
  fetch: boolean
  citationFile: string | null
  thumbnail: string | null
  /** Ask only for what is needed and has no proposal. */
  yes: boolean
  dryRun: boolean
  /** Go on without files that cannot be published. */
  leaveOut: boolean
}
