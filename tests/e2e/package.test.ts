/** The npm package, as somebody installs it who has never seen the repository: into an empty folder, without a network. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findProgram, REPOSITORY, run } from './command.ts'
import { freshFolder } from './folders.ts'
import { nodesOf } from './nodes.ts'
import { useOwnStore } from './own-store.ts'

const NPM = findProgram('npm')!
/** Read by npm in the place of the person's own settings. */
const folder = freshFolder('package')
const home = join(folder.path, 'home')
const work = join(folder.path, 'work')
const env = {
  ...process.env,
  HOME: home,
  npm_config_cache: join(home, '.npm'),
  npm_config_userconfig: join(home, '.npmrc'),
}

beforeAll(async () => {
  for (const path of [home, work]) mkdirSync(path)
  writeFileSync(join(home, '.npmrc'), 'update-notifier=false\n')
  const packed = await run(NPM, ['pack', '--pack-destination', folder.path], { cwd: REPOSITORY, env })
  expect(packed).toMatchObject({ code: 0 })
  writeFileSync(join(work, 'package.json'), '{ "type": "module" }\n')
  const tarball = join(
    folder.path,
    readdirSync(folder.path).find((name) => name.endsWith('.tgz'))!,
  )
  const installed = await run(NPM, ['install', '--offline', '--no-audit', '--no-fund', tarball], {
    cwd: work,
    env,
  })
  expect(installed).toMatchObject({ code: 0 })
})
afterAll(folder.remove)

const PACKAGE = join(work, 'node_modules/zoopress')

/** The program that the package's documentation shows. */
function documentedProgram(): string {
  const text = readFileSync(join(PACKAGE, 'docs/client.md'), 'utf8')
  return /^```js\n(.*?)^```$/ms.exec(text)![1]!
}

async function compile(name: string, program: string) {
  writeFileSync(join(work, name), program)
  const options = ['--strict', '--module', 'nodenext', '--target', 'es2022', '--types', 'node', '--noEmit']
  const roots = ['--typeRoots', join(REPOSITORY, 'node_modules/@types')]
  const tsc = join(REPOSITORY, 'node_modules/typescript/bin/tsc')
  return run(process.execPath, [tsc, ...options, ...roots, name], { cwd: work })
}

describe('the package', () => {
  it('holds the client and nothing of the builder', () => {
    const files = readdirSync(PACKAGE, { recursive: true, encoding: 'utf8' })
    expect(readdirSync(PACKAGE).sort()).toEqual([
      'LICENSE',
      'README.md',
      'bin',
      'compiled',
      'docs',
      'node_modules',
      'package.json',
    ])
    expect(
      files.filter(
        (path) => /\.(?:astro|wasm|css)$|(?<!\.d)\.ts$/.test(path) && !path.startsWith('node_modules'),
      ),
    ).toEqual([])
    expect(readdirSync(join(work, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      'zoopress',
    ])
  })

  it('runs no script when it is installed', () => {
    const { scripts } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>
    }
    expect(Object.keys(scripts).filter((name) => /^(?:pre|post)?(?:install|prepare)$/.test(name))).toEqual([])
  })

  it('has types that a strict program compiles against', async () => {
    const program = [
      "import { openStore, storeAddresses, type ListedModel } from 'zoopress'",
      'export const addresses: string[] = storeAddresses([], {})',
      'export const titles = (models: ListedModel[]): string[] => models.map(({ title }) => title)',
      'export type Opened = Awaited<ReturnType<typeof openStore>>',
    ]
    const result = await compile('program.ts', program.join('\n'))
    expect(result).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(await compile('documented.ts', documentedProgram())).toEqual({ code: 0, stdout: '', stderr: '' })
  })
})

const store = useOwnStore()

describe.each(nodesOf())('the package on Node $version', ({ node }) => {
  const zoopress = (...args: string[]) =>
    run(node, [join(work, 'node_modules/.bin/zoopress'), ...args], { cwd: work, env })

  it('lists a store', async () => {
    const { code, stdout, stderr } = await zoopress('list', store.url)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('spleen_unet')
  })

  it('fetches, verifies and unpacks a model', async () => {
    const dest = freshFolder('fetched')
    const got = await zoopress(
      'get',
      'spleen_unet',
      '--as',
      'files',
      '--store',
      store.url,
      '--dest',
      dest.path,
    )
    expect(got).toMatchObject({ code: 0 })
    expect(await zoopress('verify', dest.path)).toMatchObject({ code: 0 })
    expect(readdirSync(join(dest.path, 'spleen_unet')).length).toBeGreaterThan(0)
    dest.remove()
  })

  it('does for a program what its documentation shows', async () => {
    const program = documentedProgram()
      .replace('https://lab.example/zoo', store.url)
      .replace('liver_unet', 'spleen_unet')
    writeFileSync(join(work, 'documented.mjs'), program)
    const { code, stdout, stderr } = await run(node, ['documented.mjs'], { cwd: work, env })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(`${join(work, 'models/spleen_unet')} is whole`)
  })

  it('has net_download beside it', async () => {
    const dest = freshFolder('niftynet')
    const own = { ...env, HOME: dest.path, niftynet_config_home: dest.path, niftynet_model_zoo: store.url }
    const args = [join(work, 'node_modules/.bin/net_download'), 'spleen_unet']
    const { code, stdout } = await run(node, args, { cwd: work, env: own })
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('spleen_unet -- weights: OK.') as string,
    })
    dest.remove()
  })
})
