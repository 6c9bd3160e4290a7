/**
 * The web servers that stores are tried on, each with the defaults that people meet (`nginx` and `apache` as Debian sets them up).
 * A server that is not installed, or does not start, is no row of the table.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findProgram, startZoopress } from './command.ts'
import { freshFolder } from './folders.ts'
import { freePort, listens } from './ports.ts'
import { PYTHON2, PYTHON3 } from './pythons.ts'

export const SERVER_NAMES = ['python3', 'python2', 'serve', 'nginx', 'apache'] as const
export type ServerName = (typeof SERVER_NAMES)[number]

export interface RunningServer {
  /** `http://127.0.0.1:<port>`, without a trailing slash. */
  origin: string
  stop: () => Promise<void>
}

interface Place {
  /** The folder that is served at `/`. */
  root: string
  port: number
  /** For configuration, logs and temporary files. */
  scratch: string
}

const STARTERS: Record<ServerName, (place: Place) => ChildProcess | null> = {
  python3: ({ root, port }) =>
    start(PYTHON3, ['-m', 'http.server', String(port), '--bind', '127.0.0.1'], root),
  python2: ({ root, port }) => start(PYTHON2, ['-c', PYTHON2_SERVER, String(port)], root),
  serve: ({ root, port }) => startZoopress(['serve', '--dir', root, '--port', String(port)]),
  nginx: startNginx,
  apache: startApache,
}

/** Serves `root`; on `port`, where a store's address is fixed. Null: the server is not installed. */
export async function startServer(
  name: ServerName,
  root: string,
  port?: number,
): Promise<RunningServer | null> {
  const scratch = freshFolder(name)
  const chosen = port ?? (await freePort())
  const child = STARTERS[name]({ root, port: chosen, scratch: scratch.path })
  const stop = async () => {
    if (child) await end(child)
    scratch.remove()
  }
  if (child && (await isUp(child, chosen))) return { origin: `http://127.0.0.1:${chosen}`, stop }
  await stop()
  return null
}

/** The servers that start here and answer for a file. */
export async function findServers(): Promise<ServerName[]> {
  const folder = freshFolder('servers')
  for (const name of ['index.html', 'hello.txt']) writeFileSync(join(folder.path, name), 'hello\n')
  const found: ServerName[] = []
  for (const name of SERVER_NAMES) if (await greets(name, folder.path)) found.push(name)
  folder.remove()
  return found
}

async function greets(name: ServerName, root: string): Promise<boolean> {
  const server = await startServer(name, root)
  if (!server) return false
  const answer = await fetch(`${server.origin}/hello.txt`)
  const text = await answer.text()
  await server.stop()
  return text === 'hello\n'
}

function start(program: string | null, args: string[], cwd: string): ChildProcess | null {
  return program === null ? null : spawn(program, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] })
}

async function isUp(child: ChildProcess, port: number): Promise<boolean> {
  // A server that writes a line for each request must never wait for a reader.
  child.stdout?.resume()
  child.stderr?.resume()
  const ended = new Promise<boolean>((answer) => {
    child.once('exit', () => answer(false)).once('error', () => answer(false))
  })
  return Promise.race([ended, listens(port).then(() => true)])
}

function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null)
    return Promise.resolve()
  return new Promise((done) => {
    child.once('exit', () => done())
    child.kill('SIGTERM')
  })
}

const PYTHON2_SERVER = `
import sys, BaseHTTPServer, SimpleHTTPServer
BaseHTTPServer.HTTPServer(('127.0.0.1', int(sys.argv[1])), SimpleHTTPServer.SimpleHTTPRequestHandler).serve_forever()
`

function startNginx({ root, port, scratch }: Place): ChildProcess | null {
  const types = '/etc/nginx/mime.types'
  const program = findProgram('nginx') ?? ['/usr/sbin/nginx'].find(existsSync)
  if (program === undefined || !existsSync(types)) return null
  mkdirSync(join(scratch, 'logs'))
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  const settings = `
    ${process.getuid?.() === 0 ? 'user root;' : ''}
    daemon off; master_process off; pid ${scratch}/nginx.pid; error_log ${scratch}/error.log;
    events {}
    http {
      include ${types}; default_type application/octet-stream; access_log off;
      sendfile on; tcp_nopush on; gzip on;
      ${places.map((place) => `${place}_temp_path ${scratch}/${place};`).join(' ')}
      server { listen 127.0.0.1:${port}; root ${root}; index index.html; }
    }
  `
  writeFileSync(join(scratch, 'nginx.conf'), settings)
  return start(program, ['-p', scratch, '-c', join(scratch, 'nginx.conf')], scratch)
}

const APACHE_MODULES = 'mpm_event unixd authz_core dir mime filter deflate autoindex alias'.split(' ')
const APACHE_GZIP =
  'text/html text/plain text/xml text/css text/javascript application/javascript application/xml'

function startApache({ root, port, scratch }: Place): ChildProcess | null {
  const modules = '/usr/lib/apache2/modules'
  const program = findProgram('apache2') ?? ['/usr/sbin/apache2'].find(existsSync)
  if (program === undefined || !existsSync(join(modules, 'mod_deflate.so'))) return null
  const settings = [
    ...APACHE_MODULES.filter((name) => existsSync(join(modules, `mod_${name}.so`))).map(
      (name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`,
    ),
    `ServerRoot ${scratch}`,
    'ServerName 127.0.0.1',
    `Listen 127.0.0.1:${port}`,
    `PidFile ${scratch}/apache.pid`,
    `ErrorLog ${scratch}/error.log`,
    'TypesConfig /etc/mime.types',
    'User "#65534"',
    'Group "#65534"',
    `DocumentRoot "${root}"`,
    `<Directory "${root}">`,
    'Options Indexes FollowSymLinks',
    'Require all granted',
    '</Directory>',
    '<FilesMatch "^\\.ht">',
    'Require all denied',
    '</FilesMatch>',
    `AddOutputFilterByType DEFLATE ${APACHE_GZIP}`,
    `Alias /icons/ "${scratch}/"`,
    'DirectoryIndex index.html',
  ]
  writeFileSync(join(scratch, 'apache.conf'), settings.join('\n'))
  return start(program, ['-f', join(scratch, 'apache.conf'), '-D', 'FOREGROUND'], scratch)
}
