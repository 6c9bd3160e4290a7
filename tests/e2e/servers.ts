/**
 * The web servers that stores are tried on, each with the defaults that people meet. One that is not installed is no row of the
 * table; one that is installed must start.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ZOOPRESS } from './command.ts'
import { APACHE, ERROR_LOG, NGINX } from './debian-servers.ts'
import { freshFolder } from './folders.ts'
import { freePort, responds } from './ports.ts'
import { PYTHON2, PYTHON3 } from './pythons.ts'

export const SERVER_NAMES = ['python3', 'python2', 'serve', 'nginx', 'apache'] as const
export type ServerName = (typeof SERVER_NAMES)[number]

export interface RunningServer {
  /** `http://127.0.0.1:<port>`, without a trailing slash. */
  origin: string
  stop: () => Promise<void>
}

export interface Place {
  /** The folder that is served at `/`. */
  root: string
  port: number
  /** For configuration, logs and temporary files. */
  scratch: string
}

export interface Server {
  /** Null: not installed here. */
  program: string | null
  /** Writes what the server needs into `scratch`, and gives its arguments. */
  args: (place: Place) => string[]
}

const PYTHON2_SERVER = `
import sys, BaseHTTPServer, SimpleHTTPServer
BaseHTTPServer.HTTPServer(('127.0.0.1', int(sys.argv[1])), SimpleHTTPServer.SimpleHTTPRequestHandler).serve_forever()
`

const SERVERS: Record<ServerName, Server> = {
  python3: {
    program: PYTHON3,
    args: ({ port }) => ['-m', 'http.server', String(port), '--bind', '127.0.0.1'],
  },
  python2: { program: PYTHON2, args: ({ port }) => ['-c', PYTHON2_SERVER, String(port)] },
  serve: {
    program: process.execPath,
    args: ({ root, port }) => [ZOOPRESS, 'serve', '--dir', root, '--port', String(port)],
  },
  nginx: NGINX,
  apache: APACHE,
}

/** Serves `root`; on `port`, where a store's address is fixed. A server that does not start is an error with its own words. */
export function startServer(name: ServerName, root: string, port?: number): Promise<RunningServer> {
  return start(name, SERVERS[name], root, port)
}

/** As `startServer`, for one with settings of its own; `name` is what errors call it. */
export async function start(
  name: string,
  { program, args }: Server,
  root: string,
  port?: number,
): Promise<RunningServer> {
  if (program === null) throw new Error(`${name} is not installed.`)
  const scratch = freshFolder(name)
  // nginx and Apache work as another user.
  chmodSync(scratch.path, 0o755)
  const chosen = port ?? (await freePort())
  const child = spawn(program, args({ root, port: chosen, scratch: scratch.path }), {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const said = wordsOf(child)
  const stop = async () => {
    await end(child)
    scratch.remove()
  }
  const origin = `http://127.0.0.1:${chosen}`
  if (await isUp(child, origin)) return { origin, stop }
  const log = join(scratch.path, ERROR_LOG)
  const words = said() + (existsSync(log) ? readFileSync(log, 'utf8') : '')
  await stop()
  throw new Error(`${name} (${program}) did not start on port ${chosen}.\n${words}`)
}

/** The servers that are installed here; each of them has answered for a file. */
export async function findServers(): Promise<ServerName[]> {
  const installed = SERVER_NAMES.filter((name) => SERVERS[name].program !== null)
  const folder = freshFolder('servers')
  chmodSync(folder.path, 0o755)
  for (const name of ['index.html', 'hello.txt']) writeFileSync(join(folder.path, name), 'hello\n')
  try {
    for (const name of installed) await greet(name, folder.path)
  } finally {
    folder.remove()
  }
  return installed
}

async function greet(name: ServerName, root: string): Promise<void> {
  const server = await startServer(name, root)
  const text = await (await fetch(`${server.origin}/hello.txt`)).text()
  await server.stop()
  if (text !== 'hello\n') throw new Error(`${name} answers for hello.txt with ${JSON.stringify(text)}.`)
}

/** A server that writes a line for each request must never wait for a reader; its last words are kept. */
function wordsOf({ stderr }: ChildProcess): () => string {
  let words = ''
  stderr?.setEncoding('utf8').on('data', (part: string) => (words = (words + part).slice(-2000)))
  return () => words
}

function isUp(child: ChildProcess, origin: string): Promise<boolean> {
  const ended = new Promise<boolean>((answer) => {
    child.once('exit', () => answer(false)).once('error', () => answer(false))
  })
  return Promise.race([ended, responds(origin).then(() => true)])
}

function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null)
    return Promise.resolve()
  return new Promise((done) => {
    child.once('exit', () => done())
    child.kill('SIGTERM')
  })
}
