/** `npm run serve`: shows the built store on this machine, with Range requests and real 404s. */
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { join, resolve } from 'node:path'
import { UserError } from '../src/lib/user-error.ts'
import { label, readOptions, readPort, toWorkplace } from './command.ts'
import { healIfIdle } from './heal.ts'
import { serveStore } from './static-server.ts'

const DEFAULT_PORT = 8000

/** Ends when the process is told to. */
export async function run(args: string[]): Promise<number> {
  const options = readOptions(args, ['dir', 'port', 'host'])
  const workplace = await toWorkplace({ out: options['dir'] })
  await healIfIdle(workplace)
  const dir = resolve(workplace.distDir)
  if (!existsSync(join(dir, 'index.html'))) {
    throw new UserError(`There is no store in ${label(dir)}/. Build it first: npm run build.`)
  }
  // Not "localhost", which is only ::1 on some machines; every client that asks for localhost tries 127.0.0.1 too.
  const host = options['host'] ?? '127.0.0.1'
  const server = createServer(serveStore(dir)).listen(readPort(options['port'], DEFAULT_PORT), host)
  await once(server, 'listening').catch((error: unknown) => {
    throw new UserError(portFault(error as NodeJS.ErrnoException))
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : DEFAULT_PORT
  console.log(
    `The store in ${label(dir)}/ is at http://${host === '127.0.0.1' ? 'localhost' : host}:${port}/. Stop it with Ctrl-C.`,
  )
  await once(server, 'close')
  return 0
}

function portFault({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'EADDRINUSE')
    return 'Something else answers at this port. Choose another: npm run serve -- --port 8001.'
  return `The server could not be started: ${message}.`
}
