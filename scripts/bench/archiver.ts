/** The archiver package at zlib's level 6: `node archiver.ts tar.gz|zip FOLDER OUT`. */
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { TarArchive, ZipArchive } from 'archiver'

const [kind = '', dir = '', out = ''] = process.argv.slice(2)
const archive =
  kind === 'zip'
    ? new ZipArchive({ zlib: { level: 6 } })
    : new TarArchive({ gzip: true, gzipOptions: { level: 6 } })
archive.directory(dir, false)
await Promise.all([pipeline(archive, createWriteStream(out, { flags: 'wx' })), archive.finalize()])
