/** The commands that a model's page shows, taken from the page and run as they stand. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { namesItsSum } from '../../src/pack/torch-hub.ts'
import { type RunningBrowser, openPage, startBrowser } from './browser.ts'
import { buildStore, findProgram, REPOSITORY, run } from './command.ts'
import { freshFolder, sha256 } from './folders.ts'
import { freePort } from './ports.ts'
import { PYTHON3 } from './pythons.ts'
import { type RunningServer, startServer } from './servers.ts'

const CARD = `---
license: mit
---
# A linear layer

## Usage

\`\`\`console
$ python run.py
Done.
\`\`\`
`
const STATE_DICT = join(REPOSITORY, 'tests/fixtures/state-dict.pth')

const folder = freshFolder('use')
const zoo = join(folder.path, 'zoo')
const dist = join(folder.path, 'dist')
let server: RunningServer
let running: RunningBrowser

beforeAll(async () => {
  mkdirSync(join(zoo, 'linear.net/weights'), { recursive: true })
  writeFileSync(join(zoo, 'linear.net/README.md'), CARD)
  copyFileSync(STATE_DICT, join(zoo, 'linear.net/weights/net.pth'))
  const port = await freePort()
  await buildStore({ zoo, out: dist, cache: join(folder.path, 'cache'), url: `http://127.0.0.1:${port}` })
  server = await startServer('serve', dist, port)
  running = await startBrowser()
})
afterAll(async () => {
  await running.stop()
  await server.stop()
  folder.remove()
})

/** What a visitor sees of the model's page. */
async function onPage<Result>(look: (page: Page) => Promise<Result>, javaScriptEnabled = true) {
  const context = await running.browser.newContext({ javaScriptEnabled })
  const { page, faults } = await openPage(context, server.origin)
  await page.goto(`${server.origin}/linear.net/`)
  const result = await look(page)
  await context.close()
  expect(faults).toEqual([])
  return result
}

async function commandFor(client: string): Promise<string> {
  const lines = await onPage((page) => page.locator(`#use-${client} code`).allTextContents())
  return lines.join('\n')
}

function hasModule(name: string): boolean {
  return spawnSync(PYTHON3, ['-c', `import ${name}`]).status === 0
}

/** Runs what the page shows in a new folder, whose names of files it gives. */
async function runCommand({ program, flag, client, before = '', after = '' }: Client): Promise<string[]> {
  const scratch = freshFolder(client)
  const command = `${before}\n${await commandFor(client)}\n${after}`
  const env = { ...process.env, no_proxy: '*', HOME: scratch.path, XDG_CACHE_HOME: scratch.path }
  const { code, stderr } = await run(program, [flag, command], { cwd: scratch.path, env })
  if (code !== 0) throw new Error(stderr)
  const names = readdirSync(scratch.path, { recursive: true, encoding: 'utf8' }).sort()
  scratch.remove()
  return names
}

const hasShell = findProgram('bash') !== null
const SHAPES =
  'assert {key: list(item.shape) for key, item in state_dict.items()} == {"weight": [2, 3], "bias": [2]}'
/** As if it were installed. */
const OWN_CLIENT = `zoopress() { '${process.execPath}' '${join(REPOSITORY, 'bin/zoopress.mjs')}' "$@"; }`

interface Client {
  client: string
  program: string
  flag: string
  before?: string
  after?: string
  /** The last of the files that are there afterwards. */
  file: RegExp
}

/** Those of the clients that this machine has. */
const CLIENTS = [
  {
    client: 'zoopress',
    program: 'bash',
    flag: '-ec',
    before: OWN_CLIENT,
    file: /^linear\.net\/weights\/net\.pth$/,
    there: hasShell,
  },
  {
    client: 'curl',
    program: 'bash',
    flag: '-ec',
    file: /^weights\.tar\.gz$/,
    there: hasShell && findProgram('curl'),
  },
  {
    client: 'aria2',
    program: 'bash',
    flag: '-ec',
    file: /^weights\.tar\.gz$/,
    there: hasShell && findProgram('aria2c'),
  },
  {
    client: 'pooch',
    program: PYTHON3,
    flag: '-c',
    file: /linear\.net\/1\.0\/weights\.tar\.gz$/,
    there: hasModule('pooch'),
  },
  {
    client: 'torch-hub',
    program: PYTHON3,
    flag: '-c',
    after: SHAPES,
    file: /linear_net_v1_0-[0-9a-f]{16}\.pth$/,
    there: hasModule('torch'),
  },
].filter(({ there }) => there)

describe('the commands on the page of a model', () => {
  it.each(CLIENTS)('fetch and verify it with $client', async (client: Client) => {
    expect((await runCommand(client)).at(-1)).toMatch(client.file)
  })

  it('give torch.hub an address in whose name it finds the sum of the state dict', async () => {
    const command = await commandFor('torch-hub')
    const url = /"(http[^"]*)"/.exec(command)?.[1] ?? ''
    const answer = await fetch(url)
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(bytes.equals(readFileSync(STATE_DICT))).toBe(true)
    expect(namesItsSum(new URL(url).pathname.split('/').at(-1)!, sha256(bytes))).toBe(true)
    expect(command).toContain('check_hash=True')
    const sums = readFileSync(join(dist, 'linear.net/1.0/SHA256SUMS'), 'utf8')
    expect(sums).toContain(`${sha256(bytes)}  ${url.split('/').at(-1)!}\n`)
  })

  it.each([true, false])('are followed by what the card runs, with scripts: %s', async (scripts) => {
    const [text, note] = await onPage(async (page) => {
      const box = page.getByRole('region', { name: 'Now run it' })
      return [await box.locator('code').textContent(), await box.locator('p').first().textContent()]
    }, scripts)
    expect(text).toBe('python run.py')
    expect(note).toContain('From the card')
  })
})
