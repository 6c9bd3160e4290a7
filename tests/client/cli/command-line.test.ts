import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { packageVersion, runCommandLine } from '../../../src/client/cli/command-line.ts'
import { COMMANDS } from '../../../src/client/cli/commands.ts'
import { HELP as GET_HELP } from '../../../src/client/cli/get.ts'
import { tellError } from '../../../src/client/cli/run-process.ts'
import { UsageError } from '../../../src/client/usage-error.ts'
import { UserError } from '../../../src/lib/user-error.ts'
import { testSurroundings } from './surroundings.ts'

async function type(...args: string[]) {
  const surroundings = testSurroundings('/')
  const code = await runCommandLine(args, surroundings)
  return { code, ...surroundings.said }
}

describe('zoopress', () => {
  it.each([['--help'], ['-h'], ['help'], ['help', '--help'], ['help', 'help']])(
    '%s %s tells its commands',
    async (...args) => {
      const { code, out, err } = await type(...args)
      expect({ code, err }).toEqual({ code: 0, err: [] })
      for (const name of Object.keys(COMMANDS)) expect(out.join('')).toMatch(new RegExp(`^  ${name} `, 'm'))
    },
  )

  it.each([
    ['help', 'get'],
    ['get', '--help'],
    ['get', 'liver', '-h'],
  ])('%s %s %s tells what get takes', async (...args) => {
    expect(await type(...args)).toEqual({ code: 0, out: [GET_HELP], err: [] })
  })

  it.each(['help', ...Object.keys(COMMANDS)])(
    'the help of %s fits a terminal of 80 columns',
    async (name) => {
      const { out } = await type('help', name)
      expect(
        out
          .join('')
          .split('\n')
          .filter((line) => line.length > 80),
      ).toEqual([])
    },
  )

  it('alone is a mistake, and tells the commands', async () => {
    const { code, out, err } = await type()
    expect({ code, out }).toEqual({ code: 2, out: [] })
    expect(err.join('')).toMatch(/^Usage: zoopress <command>/)
  })

  it.each([['--version'], ['-V']])('%s tells its version', async (arg) => {
    const { version } = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8'),
    ) as {
      version: string
    }
    expect(await type(arg)).toEqual({ code: 0, out: [version], err: [] })
    expect(packageVersion()).toBe(version)
  })

  it.each([
    ['gte', 'zoopress has no command "gte". Did you mean "zoopress get"?'],
    ['instal', 'zoopress has no command "instal". Did you mean "zoopress install"?'],
    [
      '__proto__',
      'zoopress has no command "__proto__". Its commands are list, info, get, verify, export, install; "zoopress help" tells more.',
    ],
    [
      '--quiet',
      'zoopress has no option "--quiet". Its commands are list, info, get, verify, export, install; "zoopress help" tells more.',
    ],
  ])('%s is no command, and the nearest is named', async (arg, message) => {
    await expect(type(arg)).rejects.toThrow(new UsageError(message))
    await expect(type('help', arg)).rejects.toThrow(new UsageError(message))
  })

  it.each([
    [['get'], /^Say which model/],
    [['get', 'liver'], /^Name a store: its address/],
    [
      ['get', 'liver', '--store', 'http://127.0.0.1', '--as', 'zip'],
      /^--as "zip": the kinds are niftynet, digits, nnunet, files\.$/,
    ],
    [['get', 'liver', '--store', 'http://127.0.0.1', '--parallel', '0'], /^--parallel must be/],
    [['get', 'liver', '--colour'], /"zoopress help get" tells the options\.$/],
    [['verify'], /^Say what to look at/],
    [['verify', '--json=x'], /"zoopress help verify" tells the options\.$/],
  ])('%j is wrongly typed', async (args, message) => {
    await expect(type(...args)).rejects.toThrow(UsageError)
    await expect(type(...args)).rejects.toThrow(message)
  })

  it.each(Object.keys(COMMANDS))('every help fits a terminal and begins alike: %s', async (name) => {
    const help = (await COMMANDS[name]!.load()).HELP
    expect(help).toMatch(new RegExp(`^Usage: zoopress ${name} .*\n\n[^]*\n$`))
    expect(help.split('\n').filter((line) => line.length > 140)).toEqual([])
  })
})

describe('an error', () => {
  const tell = (error: unknown) => {
    const said: string[] = []
    return { code: tellError(error, (text) => said.push(text)), said }
  }

  it.each<[string, unknown, { code: number; said: string[] }]>([
    ['a mistake', new UserError('Two\nlines \u001b[2J.'), { code: 1, said: ['Two\nlines \\x1b[2J.'] }],
    ['one of typing', new UsageError('Typed wrong.'), { code: 2, said: ['Typed wrong.'] }],
    [
      'a full disk',
      Object.assign(new Error('x'), { code: 'ENOSPC', path: '/srv/a' }),
      { code: 1, said: ['/srv/a: the disk is full. Make room, and run the command again.'] },
    ],
  ])('of the kind of %s is a sentence', (_, error, expected) => {
    expect(tell(error)).toEqual(expected)
  })

  it('of ours keeps its stack', () => {
    const bug = new TypeError('a bug')
    expect(() => tell(bug)).toThrow(bug)
  })
})
