/** What `zoopress` can do. Each command is loaded when it is asked for: most of the time of a short one goes into loading. */
import type { Surroundings } from '../surroundings.ts'

export interface Command {
  /** What `zoopress help <command>` prints. */
  HELP: string
  /** Gives the exit code: 0 fine, 1 something failed. @throws UsageError, UserError */
  run: (args: string[], surroundings: Surroundings) => Promise<number>
}

export interface ListedCommand {
  /** One line of `zoopress help`. */
  about: string
  load: () => Promise<Command>
}

export const COMMANDS: Readonly<Record<string, ListedCommand>> = {
  list: { about: 'the models of one or several stores', load: () => import('./list.ts') },
  info: { about: 'what a store tells of one model', load: () => import('./info.ts') },
  get: {
    about: 'download models, check them, and put them where they are used',
    load: () => import('./get.ts'),
  },
  verify: { about: 'is what lies on the disk what the store published?', load: () => import('./verify.ts') },
  export: { about: 'pack nnU-Net results into a zip for others', load: () => import('./export.ts') },
  install: { about: 'install such a zip into nnUNet_results', load: () => import('./install.ts') },
}
