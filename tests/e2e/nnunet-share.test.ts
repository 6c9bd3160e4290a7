/** Trained nnU-Net models on their way from one person to another: packed here, unpacked there, and what lies between. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, inject, it, onTestFinished } from 'vitest'
import { runClient } from './clients/run-client.ts'
import { finished, REPOSITORY, run, type Finished } from './command.ts'
import { VERSIONS, without, zooFiles } from './fixture-entries.ts'
import { digestFolder, freshFolder } from './folders.ts'
import { PYTHON3 } from './pythons.ts'

const ZOO = join(REPOSITORY, 'zoo')
const DATASET = 'Dataset901_Shapes'
const TRAINING = `${DATASET}/nnUNetTrainer__nnUNetPlans__2d`

function fresh(): string {
  const folder = freshFolder('share')
  onTestFinished(folder.remove)
  return folder.path
}

function start(...args: string[]) {
  const program = join(REPOSITORY, 'src/client/cli/zoopress.ts')
  return spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
}

function client(...args: string[]): Promise<Finished> {
  return finished(start(...args))
}

async function exported(...options: string[]): Promise<string> {
  const zip = join(fresh(), 'shapes.zip')
  expect(await client('export', join(ZOO, DATASET), '-o', zip, ...options)).toMatchObject({ code: 0 })
  return zip
}

/** Without the records of installs. */
function tree(dir: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(digestFolder(dir)).filter(([path]) => !path.endsWith('.zoopress.json')),
  )
}

async function unzippedByPython(zip: string): Promise<Record<string, string>> {
  const dir = fresh()
  const program = 'import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])'
  expect(await run(PYTHON3, ['-c', program, zip, dir])).toEqual({ code: 0, stdout: '', stderr: '' })
  return tree(dir)
}

/** Serves one file at every address. */
async function served(path: string): Promise<string> {
  const server = createServer((_, response) => {
    response.setHeader('Content-Length', statSync(path).size)
    createReadStream(path).pipe(response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/shapes.zip`
}

it("packs the files that nnU-Net's own export packs, as they are", async () => {
  const zip = await exported()
  const files = await unzippedByPython(zip)
  const source = digestFolder(join(ZOO, DATASET))
  const wanted = Object.keys(source).filter((path) => /\/(?!.*(?:_best\.pth|debug\.json)$)/.test(path))
  expect(Object.keys(files)).toEqual(wanted.map((path) => `${DATASET}/${path}`))
  const isSummary = (path: string) => path.endsWith('/summary.json')
  for (const path of wanted.filter((path) => !isSummary(path)))
    expect(files[`${DATASET}/${path}`]).toBe(source[path])
})

it('installs what it packs, as Python would unpack it', async () => {
  const [zip, results] = [await exported(), fresh()]
  expect(await client('install', zip, '--results', results)).toEqual({
    code: 0,
    stdout: `${join(results, TRAINING)}\n`,
    stderr: '',
  })
  expect(tree(results)).toEqual(await unzippedByPython(zip))
})

it.each([[], ['--strip-optimizer']])("packs what nnU-Net's own download takes (%s)", async (...options) => {
  const results = fresh()
  const report = await runClient('nnunet', { url: await served(await exported(...options)), results })
  expect(report).toMatchObject({ code: 0, stderr: '' })
  expect(report.facts['models']).toEqual([
    {
      ...{ dataset: DATASET, trainer: 'nnUNetTrainer', plans: 'nnUNetPlans', configuration: '2d' },
      folds: ['fold_0', 'fold_1'],
    },
  ])
})

it('installs from an address, and leaves nothing else there', async () => {
  const [zip, results] = [await exported(), fresh()]
  expect(await client('install', await served(zip), '--results', results, '--quiet')).toMatchObject({
    code: 0,
  })
  expect(readdirSync(results)).toEqual([DATASET])
  expect(tree(results)).toEqual(await unzippedByPython(zip))
})

it.each(['Dataset777_Tiny', 'Dataset778_Carded'])(
  'installs the zip of %s that a store publishes',
  async (id) => {
    const results = fresh()
    const zip = join(inject('stores')[0]!.dist, id, VERSIONS[id]!, `${id}.zip`)
    const { code, stderr } = await client('install', zip, '--results', results)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const files = Object.entries(without(zooFiles(id), 'README.md')).map(([path, digest]) => [
      `${id}/${path}`,
      digest,
    ])
    expect(tree(results)).toEqual(Object.fromEntries(files))
  },
)

it('is the same zip every time', async () => {
  const [one, two] = [await exported('--strip-optimizer'), await exported('--strip-optimizer')]
  expect(readFileSync(one).equals(readFileSync(two))).toBe(true)
})

it('leaves a whole model or none where it is killed, and the next run finishes', async () => {
  const zip = await exported('--checkpoints', 'final,best')
  const wanted = await unzippedByPython(zip)
  for (const pause of [0, 4, 12]) {
    const results = fresh()
    const child = start('install', zip, '--results', results)
    const end = finished(child)
    while (readdirSync(results).length === 0 && child.exitCode === null) await setTimeout(1)
    await setTimeout(pause)
    child.kill('SIGKILL')
    await end
    if (existsSync(join(results, TRAINING))) expect(tree(results)).toMatchObject(wanted)
    expect(await client('install', zip, '--results', results)).toMatchObject({ code: 0 })
    expect(tree(results)).toEqual(wanted)
    expect(readdirSync(results)).toEqual([DATASET])
  }
})

it('leaves no zip where an export is killed', async () => {
  const dir = fresh()
  const zip = join(dir, 'shapes.zip')
  const child = start('export', join(ZOO, DATASET), '-o', zip)
  const end = finished(child)
  while (!existsSync(`${zip}.part`) && child.exitCode === null) await setTimeout(1)
  child.kill('SIGKILL')
  await end
  if (existsSync(zip)) expect(await unzippedByPython(zip)).not.toEqual({})
  writeFileSync(`${zip}.part`, 'of a killed run')
  expect(await client('export', join(ZOO, DATASET), '-o', zip, '--force')).toMatchObject({ code: 0 })
  expect(readdirSync(dir)).toEqual(['shapes.zip'])
})
