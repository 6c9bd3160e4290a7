import { describe, expect, it } from 'vitest'
import { trustOf } from '../../src/site/trust.ts'
import { digitsEntry } from '../fixtures/store.ts'
import { sampleDownload, sampleEntry } from './sample-entry.ts'

function entryWith(...paths: string[]) {
  const files = paths.map((path) => ({ path, size: 1, sha256: '0'.repeat(64) }))
  return sampleEntry({ downloads: [sampleDownload({ files })] })
}

describe('trustOf', () => {
  it.each(['a.pth', 'fold_0/a.pt', 'a.ckpt', 'a.pkl', 'pytorch_model.bin', 'A.PTH'])(
    'warns of %s',
    (path) => {
      expect(trustOf(entryWith(path, 'model.safetensors'))?.level).toBe('caution')
    },
  )

  it.each(['model.safetensors', 'model.onnx'])('does not warn of %s', (path) => {
    expect(trustOf(entryWith(path, 'config.json'))?.level).toBe('plain')
  })

  it('says nothing of files that say nothing', () => {
    expect(trustOf(entryWith('model.ckpt-33000.index', 'config.ini'))).toBeNull()
  })

  it('does not vouch for what was never opened', () => {
    const hosted = sampleDownload({ path: null, files: null })
    expect(trustOf(sampleEntry({ downloads: [hosted] }))?.level).toBe('unknown')
    expect(trustOf(sampleEntry({ downloads: [sampleDownload(), hosted] }))?.level).toBe('unknown')
    const plain = entryWith('model.safetensors').downloads
    expect(trustOf(sampleEntry({ downloads: [...plain, hosted] }))).toMatchInlineSnapshot(`
      {
        "level": "unknown",
        "text": "Some files are hosted elsewhere, at lab.example. This store has not opened them; it states the size and the checksum that they must have.",
      }
    `)
  })

  it('warns of a hosted file by its address, and of the rest of what it has not opened', () => {
    const hosted = sampleDownload({ path: null, files: null, url: 'https://host.example/net.pth?download=1' })
    expect(trustOf(sampleEntry({ downloads: [hosted] }))).toMatchInlineSnapshot(`
      {
        "level": "caution",
        "text": "Loading a checkpoint (net.pth) can run code. Such files are usually pickled objects: load them only from people you trust. The files are hosted elsewhere, at host.example. This store has not opened them; it states the size and the checksum that they must have.",
      }
    `)
  })

  it('does not call weights plain beside ones that it cannot judge', () => {
    expect(trustOf(entryWith('model.onnx', 'model.h5'))).toBeNull()
  })

  it('names the program that DIGITS would run', () => {
    const entry = digitsEntry()
    entry.digits!.files.push({ path: 'model.lua', from: 'model.lua', size: 1 })
    expect(trustOf(entry)).toMatchInlineSnapshot(`
      {
        "level": "caution",
        "text": "DIGITS runs model.lua as a program: import this model only if you trust its authors.",
      }
    `)
    expect(trustOf(digitsEntry())?.level).toBe('plain')
  })
})
