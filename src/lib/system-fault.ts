/** What an operating system refuses, as sentences for people. */
import util from 'node:util'
import { errorCode } from './files.ts'

export interface SystemFault {
  /** With the path that the system named, as it is: whoever prints it escapes what is hidden in it. */
  sentence: string
  /** The folder that the command was started in is gone: nothing was begun. */
  isStartFolder: boolean
}

/** `how`: what names another place: ` with --out`; empty where nothing does. */
const FAULTS: Record<string, (how: string) => string> = {
  ENOSPC: () => 'the disk is full. Make room',
  EFBIG: (how) =>
    `the disk takes no file as large as this (a FAT disk none of 4 GB). Choose another place${how}`,
  EDQUOT: () => 'the quota of the disk is used up. Make room',
  EROFS: (how) => `the disk can only be read. Make it writable, ${elsewhere(how)}`,
  EACCES: (how) => `there is no right to do that. Ask for it, ${elsewhere(how)}`,
  EPERM: (how) => `there is no right to do that. Ask for it, ${elsewhere(how)}`,
  EEXIST: (how) => `something else is there already. Move it away, ${elsewhere(how)}`,
  ENOTEMPTY: (how) => `something else is there already. Move it away, ${elsewhere(how)}`,
  ENOENT: (how) => `this is gone, or cannot be made there. Let whatever removed it finish, ${elsewhere(how)}`,
  ENOTDIR: (how) => `a file stands where a folder is needed. Move it away, ${elsewhere(how)}`,
  EISDIR: (how) => `a folder stands where a file is needed. Move it away, ${elsewhere(how)}`,
  ELOOP: (how) => `links lead in a circle. Mend them, ${elsewhere(how)}`,
  ENAMETOOLONG: (how) => `the path is longer than the disk takes. Choose a shorter one${how}`,
  EBUSY: (how) => `a program or a mounted disk holds it. Release it, ${elsewhere(how)}`,
  EMFILE: () => 'too many files are open. Raise the limit (ulimit -n)',
  ENFILE: () => 'too many files are open. End other programs',
  ENOMEM: () => 'there is no memory left. End other programs',
  UNKNOWN: (how) => `the disk refuses it. Look after it, ${elsewhere(how)}`,
  EIO: () => 'the disk reports an error. Look after it',
}

function elsewhere(how: string): string {
  return `or choose another place${how}`
}

/** What the system refused, with the path it named; null for anything that is no fault of the surroundings. */
export function systemFault(error: unknown, how: string): SystemFault | null {
  const { path, dest, syscall } = error as NodeJS.ErrnoException & { dest?: string }
  if (syscall === 'uv_cwd')
    return {
      sentence:
        'The folder that this command was started in is gone. Change into one that is there, and run the command again.',
      isStartFolder: true,
    }
  const code = errorCode(error) || rustCode(error)
  const fault = Object.hasOwn(FAULTS, code) ? FAULTS[code] : undefined
  if (fault === undefined) return null
  const sentence = `${dest ?? path ?? 'Writing'}: ${fault(how)}, and run the command again.`
  return { sentence, isStartFolder: false }
}

/** The bundler is written in Rust, and says `(os error 28)` where Node has ENOSPC. */
function rustCode(error: unknown): string {
  const number = Number(/\(os error (\d+)\)/.exec(String(error))?.[1])
  return util.getSystemErrorMap().get(-number)?.[0] ?? ''
}
