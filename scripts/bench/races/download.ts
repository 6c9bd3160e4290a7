/** Downloading and verifying weights from a server on the same machine. */
import { globSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { hashFile } from '../../../src/lib/hash.ts'
import { formatBytes } from '../../../src/site/format.ts'
import { isInstalled, type Ground } from '../ground.ts'
import { measure, type Command } from '../measure.ts'
import type { Contestant, Race } from '../race.ts'
import type { Sizes } from '../sizes.ts'

/** Names that the targets ask for. */
export const CLIENT = 'Zoopress'
export const CURL = 'curl, tee and openssl in a pipe'

const ROOT = resolve(import.meta.dirname, '../../..')
const NOTE =
  'From nginx on the same machine, one file at a time. Both write the file and take its SHA-256; Zoopress also makes sure that it lasts over a ' +
  'power cut (fsync), which the last contestant adds to the pipe. Zoopress is compiled, as its package is. The time of the slowest of the pipe ' +
  'is what counts: hashing.'

export async function downloadRace(ground: Ground, sizes: Sizes): Promise<Race> {
  const zoo = await ground.zoo({ entries: 1, bytes: sizes.weights })
  const source = join(zoo, globSync('*/weights/model.bin', { cwd: zoo })[0]!)
  const url = `${await serve(ground, zoo)}${source.slice(zoo.length)}`
  const pipe = 'curl -sSf "$1" | tee "$2" | openssl dgst -sha256'
  const sum = hashFile(source)
  const compiled = await compileClient(ground)
  const ours = (out: string) =>
    ground.script('download.mjs', compiled, url, out, sum.sha256, String(sum.size))
  return {
    name: 'download',
    title: `${formatBytes(sizes.weights)} of weights downloaded and verified`,
    note: NOTE,
    unit: CURL,
    contestants: [
      downloader(ground, CLIENT, sum.sha256, ours),
      downloader(ground, CURL, sum.sha256, (out) => ({ script: pipe, args: [url, out] })),
      downloader(ground, `${CURL}, then fsync`, sum.sha256, (out) => ({
        script: `${pipe} && sync "$2"`,
        args: [url, out],
      })),
    ],
  }
}

function downloader(
  ground: Ground,
  name: string,
  sha256: string,
  command: (out: string) => Command,
): Contestant {
  let out = ''
  const needs = ['nginx', 'curl', 'openssl'].find((program) => !isInstalled(program))
  return {
    name,
    ...(needs !== undefined && { needs }),
    prepare: () => void (out = ground.fresh('weights')),
    command: () => command(out),
    check: () => {
      if (hashFile(out).sha256 !== sha256) throw new Error('the file is not the one')
    },
    bytes: () => statSync(out).size,
    clear: () => rmSync(out),
  }
}

/** The part of the package that downloads; gives its folder. */
async function compileClient(ground: Ground): Promise<string> {
  const dir = ground.fresh('compiled')
  const config = ground.fresh('tsconfig.json')
  const src = join(ROOT, 'src')
  const files = ['download.ts', 'hash-worker.ts', 'proxy-from-env.d.ts'].map((name) =>
    join(src, 'client/net', name),
  )
  const types = { typeRoots: [join(ROOT, 'node_modules/@types')], rootDir: src, outDir: dir }
  const settings = { extends: join(ROOT, 'tsconfig.client.json'), include: [], files, compilerOptions: types }
  writeFileSync(config, JSON.stringify(settings))
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc')
  await measure({ script: '"$@"', args: [process.execPath, compiler, '-p', config] }, ground.signal)
  symlinkSync(join(ROOT, 'node_modules'), join(dir, 'node_modules'))
  writeFileSync(join(dir, 'package.json'), '{ "type": "module" }')
  return dir
}

/** The address of nginx, which sends the files of the folder and costs next to nothing. */
async function serve(ground: Ground, dir: string): Promise<string> {
  const port = await freePort()
  const own = ground.fresh('nginx')
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  const settings = `daemon off; master_process off; pid ${own}.pid; error_log ${own}.log;
events {}
http {
  access_log off; sendfile on;
  ${temporary.map((name) => `${name}_temp_path ${own}-${name};`).join(' ')}
  server { listen 127.0.0.1:${port}; root ${dir}; }
}
`
  writeFileSync(`${own}.conf`, settings)
  ground.keep('nginx', ['-c', `${own}.conf`, '-e', `${own}.log`])
  // It answers within a moment, and where it is not installed nobody asks it.
  await wait(500)
  return `http://127.0.0.1:${port}`
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
