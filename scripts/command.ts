/**
 * What all commands share: options, the workplace, and how problems and failures are shown.
 */
import { statSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { artifactsDir } from '../src/lib/artifact-path.ts'
import { realPath } from '../src/lib/real-path.ts'
import { systemFault } from '../src/lib/system-fault.ts'
import { UserError } from '../src/lib/user-error.ts'
import type { Workplace } from '../src/prepare.ts'
import { escapeHidden, formatProblem, quote, type Problem } from '../src/zoo/problem.ts'
import { takenByNpm } from './taken-by-npm.ts'
import { optionsIn, USAGE } from './usage.ts'

const ROOT = resolve(import.meta.dirname, '..')

/** A file of this folder. */
export interface Command {
  /** Gives the exit code. */
  run: (args: string[]) => Promise<number>
}

/**
 * Runs a command, or prints how it is typed where `--help` stands among its arguments. A mistake of the user's is shown as its sentence, a
 * bug of ours with its stack.
 */
export async function runCommand(name: string, args: string[], load: () => Promise<Command>): Promise<void> {
  // Whoever reads the output may stop reading: `npm run build | head -1`.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  try {
    if (USAGE[name] !== undefined && isAskingForHelp(args)) {
      console.log(USAGE[name])
      return
    }
    refuseTakenByNpm(name, args)
    const { run } = await load()
    process.exitCode = await run(args)
  } catch (error) {
    const sentence = error instanceof UserError ? error.message : systemSentence(error)
    if (sentence === null) throw error
    // What strangers wrote stands in quotes there, its line ends escaped.
    console.error(sentence.split('\n').map(escapeHidden).join('\n'))
    process.exitCode = 1
  }
}

/** Behind `--` everything is a name. */
function isAskingForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--')
  return (end === -1 ? args : args.slice(0, end)).some((arg) => arg === '--help' || arg === '-h')
}

/** A command that does not hear of `--dry-run` would write. */
function refuseTakenByNpm(name: string, args: readonly string[]): void {
  if (process.env['npm_lifecycle_event'] !== name) return
  const taken = takenByNpm(optionsIn(USAGE[name] ?? ''), process.env).filter(
    (option) => !args.some((arg) => arg === `--${option}` || arg.startsWith(`--${option}=`)),
  )
  if (taken.length === 0) return
  const options = taken.map((option) => `--${option}`).join(', ')
  throw new UserError(
    `npm took ${options} for itself, so this command would not heed ${taken.length === 1 ? 'it' : 'them'}. Put -- before the options: npm run ${name} -- --${taken[0]!} …. Nothing was done.`,
  )
}

/** What the system refused, with the path it named; null for anything that is no fault of the surroundings. */
function systemSentence(error: unknown): string | null {
  // It keeps to itself what the system said.
  if (String(error).startsWith('Error: Could not load the "sharp" module'))
    return 'The package sharp, which reads pictures, cannot be loaded: it is not installed for this machine (run npm ci), or too many files are open (raise the limit, ulimit -n). The last store stands as it was.'
  const fault = systemFault(error, ' with --out and --cache')
  if (fault === null) return null
  return fault.isStartFolder ? fault.sentence : `${fault.sentence} The last store stands as it was.`
}

/** The values of `--name value` options, and `yes` for each of `flags` that is given. Throws UserError for anything else. */
export function readOptions(
  args: string[],
  names: readonly string[],
  flags: readonly string[] = [],
): Record<string, string | undefined> {
  const options: ParseArgsOptionsConfig = {}
  for (const name of names) options[name] = { type: 'string' }
  for (const flag of flags) options[flag] = { type: 'boolean' }
  try {
    const { values } = parseArgs({ args, options, strict: true })
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, value === true ? 'yes' : String(value)]),
    )
  } catch (error) {
    const known = names.map((name) => `--${name}`).join(', ')
    const alone = flags.map((name) => `, and --${name} without one`).join('')
    const what = (error as Error).message.split('. ')[0]!.replace(/\.$/, '')
    throw new UserError(
      `${what}. The options of this command are ${known}, each followed by a value${alone}.`,
    )
  }
}

/** A port as it was typed; `byDefault` where none was. 0 is any free one. */
export function readPort(text: string | undefined, byDefault: number): number {
  if (text === undefined) return byDefault
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UserError('--port must be a number from 0 to 65535.')
  return port
}

export const WORKPLACE_OPTIONS = ['zoo', 'out', 'cache', 'archive'] as const
export const WORKPLACE_FLAGS = ['allow-hard-links'] as const

/**
 * The folders that the options name, or those of the repository; `STORE_URL` and `ARTIFACTS_URL` from the environment.
 * @throws UserError where one of them lies in another.
 */
export async function toWorkplace(options: Record<string, string | undefined>): Promise<Workplace> {
  const zooDir = folder(options['zoo'], 'zoo')
  const distDir = folder(options['out'], 'dist')
  const cacheDir = folder(options['cache'], '.zoopress')
  const archiveDir = archiveFolder(options['archive'], zooDir)
  keepApart({
    ...{ '--zoo': zooDir, '--out': distDir, '--cache': cacheDir },
    'the archives of --out': artifactsDir(distDir),
    ...(archiveDir !== null && { '--archive': archiveDir }),
  })
  return {
    root: ROOT,
    zooDir,
    label: label(zooDir),
    distDir,
    cacheDir,
    archive: archiveDir === null ? null : { dir: archiveDir, label: label(archiveDir) },
    storeUrl: await webAddress('STORE_URL'),
    artifactsUrl: await webAddress('ARTIFACTS_URL'),
    allowHardLinks: options['allow-hard-links'] !== undefined,
  }
}

/** The store would be read as entries, or the cache be published, where one folder holds another, by whatever name. */
function keepApart(folders: Record<string, string>): void {
  for (const [name, dir] of Object.entries(folders)) {
    for (const [other, parent] of Object.entries(folders)) {
      if (name === other || !isIn(realPath(dir), realPath(parent))) continue
      throw new UserError(
        `${name} (${dir}) lies in ${other} (${parent}). Give each a folder of its own. Nothing was written.`,
      )
    }
  }
}

/** True also where the two are one. Both are real paths. */
export function isIn(dir: string, parent: string): boolean {
  const below = relative(parent, dir)
  return below !== '..' && !below.startsWith(`..${sep}`) && !isAbsolute(below)
}

function folder(stated: string | undefined, byDefault: string): string {
  return stated === undefined ? resolve(ROOT, byDefault) : resolve(stated)
}

/** The one that is named, which must be there, or the one beside the zoo if there is one. */
function archiveFolder(stated: string | undefined, zooDir: string): string | null {
  const dir = stated === undefined ? join(dirname(zooDir), 'archive') : resolve(stated)
  if (statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return dir
  if (stated === undefined) return null
  throw new UserError(
    `There is no folder ${label(dir)}, which --archive names. Make it, or leave the option out. Nothing was written.`,
  )
}

/** As the person would type it from here. */
export function label(path: string): string {
  const fromHere = relative(process.cwd(), path)
  if (fromHere === '') return '.'
  return fromHere.startsWith('..') || isAbsolute(fromHere) ? path : fromHere.replaceAll('\\', '/')
}

/** Of the environment; null: not set. */
async function webAddress(name: 'STORE_URL' | 'ARTIFACTS_URL'): Promise<string | null> {
  const text = process.env[name]
  if (!text) return null
  // Most builds have nothing to parse, and the parser is the heaviest thing that they would import.
  const { storeAddress } = await import('../src/zoo/fields.ts')
  const parsed = storeAddress.safeParse(text)
  if (parsed.success) return parsed.data
  throw new UserError(`${name} is ${quote(text)}. ${parsed.error.issues[0]!.message}`)
}

/** All problems on standard error, then how many; `state` says what that means for the store. */
export function printProblems(problems: readonly Problem[], state: string): void {
  if (problems.length === 0) return
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const warnings = problems.length - errors
  const counts = [count(errors, 'problem'), count(warnings, 'warning')].filter((text) => text !== null)
  console.error(
    [...problems.map(formatProblem), `${counts.join(', ')}. ${errors > 0 ? state : ''}`.trim()].join('\n'),
  )
}

function count(number: number, word: string): string | null {
  return number === 0 ? null : `${number} ${word}${number === 1 ? '' : 's'}`
}
