/** `zoopress [help] <command> …`: finds the command that is meant. */
import { readFileSync } from 'node:fs'
import { nearestName } from '../../lib/nearest-name.ts'
import { quote } from '../../zoo/problem.ts'
import type { Surroundings } from '../surroundings.ts'
import { UsageError } from '../usage-error.ts'
import { COMMANDS, type ListedCommand } from './commands.ts'

const HELP = `Usage: zoopress <command> [options]

Finds models in stores, downloads them so that they arrive whole, and checks
what lies on the disk.

${Object.entries(COMMANDS)
  .map(([name, { about }]) => `  ${name.padEnd(9)}${about}`)
  .join('\n')}

zoopress help <command>  tells its options
zoopress --version       tells the version

Stores are named with --store, or by the environment variable MODEL_STORE_URL
(several with commas between).
`

/** Gives the exit code. @throws UsageError where no command is meant, and what the command throws. */
export async function runCommandLine(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const [first, ...rest] = args
  if (first === undefined) {
    surroundings.err(HELP)
    return 2
  }
  if (isHelp(first) || first === 'help') return help(rest, surroundings)
  if (first === '--version' || first === '-V') {
    surroundings.out(packageVersion())
    return 0
  }
  const command = findCommand(first)
  if (asksForHelp(rest)) return help([first], surroundings)
  return (await command.load()).run(rest, surroundings)
}

async function help([name]: string[], { out }: Surroundings): Promise<number> {
  out(name === undefined || name === 'help' || isHelp(name) ? HELP : (await findCommand(name).load()).HELP)
  return 0
}

/** Behind `--` words are no options. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--')
  return (end === -1 ? args : args.slice(0, end)).some(isHelp)
}

function isHelp(arg: string): boolean {
  return arg === '--help' || arg === '-h'
}

function findCommand(name: string): ListedCommand {
  if (Object.hasOwn(COMMANDS, name)) return COMMANDS[name]!
  const names = Object.keys(COMMANDS)
  const nearest = nearestName(name, names)
  const what = name.startsWith('-') ? 'option' : 'command'
  throw new UsageError(
    `zoopress has no ${what} ${quote(name)}. ` +
      (nearest === null
        ? `Its commands are ${names.join(', ')}; "zoopress help" tells more.`
        : `Did you mean "zoopress ${nearest}"?`),
  )
}

/** From the package's own description, which lies at the same place for the source and for what is compiled. */
export function packageVersion(): string {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
