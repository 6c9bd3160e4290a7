import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { takenByNpm } from '../../scripts/taken-by-npm.ts'
import { optionsIn, USAGE } from '../../scripts/usage.ts'
import { QUESTIONS } from '../../src/contribute/new/questions.ts'
import { UserError } from '../../src/lib/user-error.ts'

const SCRIPTS = join(import.meta.dirname, '../../scripts')

function type(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(SCRIPTS, 'run.mjs'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })
  return { status, stdout, stderr }
}

/** What a command says of its options to somebody who mistyped one. */
async function known(name: string): Promise<string[]> {
  const { run } = (await import(join(SCRIPTS, `${name}.ts`))) as { run: (args: string[]) => Promise<number> }
  const said = await Promise.resolve()
    .then(() => run(['--no-such-option']))
    .catch((error: unknown) => (error instanceof UserError ? error.message : Promise.reject(error as Error)))
  return optionsIn(String(said).replace("'--no-such-option'", ''))
}

describe('the help of a command', () => {
  it('is there for each command that package.json names', () => {
    const { scripts } = JSON.parse(readFileSync(join(SCRIPTS, '../package.json'), 'utf8')) as {
      scripts: Record<string, string>
    }
    const names = Object.entries(scripts).flatMap(([name, line]) =>
      line === `node scripts/run.mjs ${name}` ? [name] : [],
    )
    expect(names.length).toBeGreaterThan(10)
    expect(Object.keys(USAGE).sort()).toEqual(names.sort())
  })

  it.each(Object.entries(USAGE))('of %s begins with what is typed and fits 80 columns', (name, usage) => {
    const lines = usage.split('\n')
    expect(lines[0]).toMatch(new RegExp(`^npm run ${name}( -- |$)`))
    expect(lines.filter((line) => line.length > 80)).toEqual([])
  })

  it.each(['import', 'pin', 'build', 'serve', 'release', 'deploy', 'doctor', 'verify', 'keygen'])(
    'of %s names all its options and no other',
    async (name) => {
      expect(optionsIn(USAGE[name]!).sort()).toEqual((await known(name)).sort())
    },
  )

  it('of new names the flag of each question', () => {
    expect(optionsIn(USAGE['new']!)).toEqual(expect.arrayContaining(QUESTIONS.map(({ flag }) => flag)))
  })

  it.each([
    ['--help', 'check'],
    ['-h', 'keygen'],
  ])('comes with %s on standard output, and ends well', (flag, name) => {
    expect(type([name, 'liver', flag])).toEqual({ status: 0, stdout: `${USAGE[name]!}\n`, stderr: '' })
  })
})

describe('options that npm took', () => {
  it.each([
    [{ npm_config_dry_run: 'true' }, ['dry-run']],
    [{ npm_config_zoo: 'true', npm_config_cache: '/root/.npm' }, ['zoo']],
    [{ npm_config_remote: 'full' }, ['remote']],
    [{ npm_config_pin: '' }, ['no-pin']],
    [{ npm_config_yes: 'true', npm_config_audit: '' }, []],
  ])('are told by %j', (env, taken) => {
    expect(takenByNpm(['zoo', 'cache', 'dry-run', 'remote', 'no-pin', 'yes'], env)).toEqual(taken)
  })

  it('keep a command from being run without them', () => {
    const { status, stderr } = type(['new', 'liver'], {
      npm_lifecycle_event: 'new',
      npm_config_dry_run: 'true',
    })
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr:
        'npm took --dry-run for itself, so this command would not heed it. Put -- before the options: npm run new -- --dry-run …. Nothing was done.\n',
    })
  })
})
