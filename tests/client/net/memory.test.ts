/** What a download takes of memory does not depend on its size. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import type { Wanted } from '../../../src/client/net/download.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'
import { serve } from './misbehaving-server.ts'

const ROOT = join(import.meta.dirname, '../../..')
const PIECE = Buffer.alloc(1024 * 1024, 'weights ')

function sends(pieces: number): RequestListener {
  return (_, response) => {
    response.setHeader('Content-Length', PIECE.length * pieces)
    let left = pieces
    const more = () => {
      while (left-- > 0) if (!response.write(PIECE)) return
      response.end()
    }
    response.on('drain', more)
    more()
  }
}

/** Bytes of a process that downloads so many MB, at its largest. */
async function peak(pieces: number): Promise<number> {
  const sum = createHash('sha256')
  for (let piece = 0; piece < pieces; piece++) sum.update(PIECE)
  const { url } = await serve(sends(pieces))
  const path = join(freshFolder(), 'weights.bin')
  const size = PIECE.length * pieces
  const file: Wanted = { urls: [url], path, size, sha256: sum.digest('hex'), label: 'weights.bin' }
  const code = `
    import { download } from './src/client/net/download.ts'
    const network = { env: {}, patience: { idleMs: 20000, pauseMs: 1, tries: 1 }, signal: new AbortController().signal }
    await download(${JSON.stringify(file)}, network)
    console.log(process.resourceUsage().maxRSS)`
  const args = ['--input-type=module-typescript', '--no-warnings', '--eval', code]
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT })
  return Number(stdout) * 1024
}

it('downloads a large file in the memory that a small one takes', async () => {
  const [small, large] = [await peak(8), await peak(300)]
  expect(small).toBeGreaterThan(10e6)
  expect(large - small).toBeLessThan(100e6)
})
