/** A large file: resumed where it stopped, from whichever of its addresses has it, verified, and then in its place at once. */
import fs from 'node:fs'
import { dirname } from 'node:path'
import { makeDir, openRegularFile } from '../../lib/files.ts'
import { onDisk } from './disk-fault.ts'
import { FileHash } from './file-hash.ts'
import { fromAddresses } from './from-addresses.ts'
import { Interrupted } from './interrupted.ts'
import type { Network } from './network.ts'
import { PartFile } from './part-file.ts'
import { lockPart } from './part-lock.ts'
import { Telling, type Downloaded, type DownloadListener, type Wanted } from './wanted.ts'

export type { Downloaded, DownloadListener, Wanted } from './wanted.ts'

/**
 * Brings the file to `path`, whose folder is made where it is missing. What lies there already is kept where it is the file, and
 * replaced at the end where it is not.
 * @throws NetworkFault where no address has it, with what each of them says; Interrupted, BusyError, DiskFault.
 */
export async function download(
  wanted: Wanted,
  network: Network,
  listener?: DownloadListener,
): Promise<Downloaded> {
  const lowered = { ...wanted, sha256: wanted.sha256?.toLowerCase() ?? null }
  const telling = new Telling(wanted, listener)
  onDisk(wanted.path, () => prepare(wanted.path))
  const held = await lockPart(wanted.path)
  try {
    return (await alreadyThere(lowered, network, telling)) ?? (await bring(lowered, network, telling))
  } finally {
    telling.end()
    await held.release()
  }
}

function prepare(path: string): void {
  makeDir(dirname(path))
  if (fs.lstatSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw Object.assign(new Error(), { code: 'EISDIR' })
}

async function alreadyThere(wanted: Wanted, network: Network, telling: Telling): Promise<Downloaded | null> {
  const { path, size, sha256, urls } = wanted
  if (size === null || sha256 === null) return null
  const fd = onDisk(path, () => openRegularFile(path))
  if (fd === null) return null
  const hash = new FileHash(fd)
  try {
    if (fs.fstatSync(fd).size !== size) return null
    hash.grow(size)
    if ((await hash.digest(network.signal)) !== sha256) return null
    telling.begin(size, size)
    return { path, size, sha256, url: urls[0] ?? '' }
  } catch (error) {
    throw network.signal.aborted ? new Interrupted() : error
  } finally {
    await hash.stop()
    fs.closeSync(fd)
  }
}

async function bring(wanted: Wanted, network: Network, telling: Telling): Promise<Downloaded> {
  const part = new PartFile(wanted.path)
  try {
    if (wanted.size !== null) part.refuseTooLarge(wanted.size - part.have)
    if (wanted.size !== null) telling.begin(part.have, wanted.size)
    const found = await fromAddresses({ wanted, network, part, telling })
    await part.finish()
    return { path: wanted.path, size: part.have, ...found }
  } catch (error) {
    await part.leave()
    throw network.signal.aborted ? new Interrupted(`Stopped. ${part.remains(wanted.size)}`) : error
  }
}
