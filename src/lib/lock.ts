/**
 * A lock that dies with its process, so that a killed build never has to be tidied up by hand: whoever listens on a local
 * socket named after the folder holds it. Linux has sockets without a file (the name begins with a zero byte) and Windows has
 * named pipes; elsewhere the socket is a file, and one that nobody answers on is left over from a killed process.
 */
import { rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { errorCode } from './files.ts'
import { sha256 } from './hash.ts'
import { realPath } from './real-path.ts'
import { UserError } from './user-error.ts'

/** Another build is at work. */
export class BusyError extends UserError {
  override name = 'BusyError'
}

export interface Lock {
  /** Also happens by itself when the process ends, however it ends. */
  release: () => Promise<void>
}

/**
 * Locks a folder, which need not exist yet but whose parent must, against a second build. On Linux the lock holds within one machine or container.
 * @throws BusyError where another process holds it for longer than a moment.
 */
export async function lock(dir: string, platform: NodeJS.Platform = process.platform): Promise<Lock> {
  const address = lockAddress(dir, platform)
  const server = await listenPatiently(address)
  if (server === null) throw new BusyError(busy(dir))
  server.unref()
  return { release: () => new Promise((resolve) => server.close(() => resolve())) }
}

/** A command that only heals holds the lock for a moment, so a busy one is asked again for a second. */
async function listenPatiently(address: string): Promise<Server | null> {
  for (let tries = 0; tries < 5; tries++) {
    const server = (await listen(address)) ?? (await listenAfterCrash(address))
    if (server !== null) return server
    await sleep(200)
  }
  return null
}

function busy(dir: string): string {
  return `Another build of this store is running (${dir}). Wait until it has ended, then run this command again. Nothing was written.`
}

/** Where the holder of a folder's lock listens. */
export function lockAddress(dir: string, platform: NodeJS.Platform): string {
  const name = `zoopress-${sha256(realPath(dir)).slice(0, 32)}`
  if (platform === 'linux') return `\0${name}`
  if (platform === 'win32') return `\\\\.\\pipe\\${name}`
  return join(tmpdir(), `${name}.sock`)
}

/** Null where the address is taken. */
function listen(address: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error) => (errorCode(error) === 'EADDRINUSE' ? resolve(null) : reject(error)))
    server.listen(address, () => resolve(server))
  })
}

async function listenAfterCrash(address: string): Promise<Server | null> {
  const isFile = !address.startsWith('\0') && !address.startsWith('\\')
  if (!isFile || (await answers(address))) return null
  rmSync(address, { force: true })
  return listen(address)
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address)
    socket.once('error', () => resolve(false))
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
  })
}
