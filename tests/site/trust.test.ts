import { describe, expect, it } from 'vitest'
import { trustOf } from '../../src/site/trust.ts'
import { emptyReport, type CheckpointReport } from '../../src/inspect/report.ts'
import type { Download } from '../../src/store.ts'
import { digitsEntry } from '../fixtures/store.ts'
import { sampleDownload, sampleEntry } from './sample-entry.ts'

/** An entry with these files, as the build has read them. */
function entryWith(...checkpoints: [string, Partial<CheckpointReport>?][]) {
  const files = checkpoints.map(([path]) => ({ path, size: 1, sha256: '0'.repeat(64) }))
  const read = checkpoints.flatMap(([path, report]) =>
    report ? [{ ...emptyReport('torch', 'known-imports'), ...report, path }] : [],
  )
  return sampleEntry({ downloads: [sampleDownload({ files })], checkpoints: read })
}

const PICKLE: Partial<CheckpointReport> = { imports: ['collections.OrderedDict', 'torch.FloatStorage'] }
const PLAIN: Partial<CheckpointReport> = { format: 'safetensors', verdict: 'no-code' }

describe('trustOf', () => {
  it('says that a format holds no code', () => {
    expect(trustOf(entryWith(['model.safetensors', PLAIN], ['config.json']))).toEqual({
      level: 'plain',
      text: 'The weights are in a format that holds no code.',
    })
  })

  it('says what a pickle imports', () => {
    expect(trustOf(entryWith(['fold_0/a.pth', PICKLE], ['model.safetensors', PLAIN]))).toEqual({
      level: 'plain',
      text: 'Read without loading: a.pth, pickled, 2 imports, all known to be harmless.',
    })
    expect(trustOf(entryWith(['a.pkl', {}]))?.text).toBe('Read without loading: a.pkl would import nothing.')
  })

  it('warns of code', () => {
    expect(
      trustOf(entryWith(['a.pt', { format: 'torchscript', verdict: 'code' }], ['model.safetensors', PLAIN])),
    ).toEqual({
      level: 'caution',
      text: 'a.pt contains code, which runs on loading: load only what you trust.',
    })
  })

  it('names what only the owner of the store allows', () => {
    const own = ['a.A', 'a.B', 'a.C', 'a.D']
    expect(
      trustOf(entryWith(['a.pkl', { verdict: 'allowed-imports', imports: own, ownImports: own }])),
    ).toEqual({
      level: 'caution',
      text: 'Loading a.pkl imports a.A, a.B, a.C …, which this store allows by its own decision.',
    })
  })

  it('warns of a serialisation that nobody here can read', () => {
    expect(trustOf(entryWith(['net.t7']))?.level).toBe('caution')
  })

  it('says nothing of files that say nothing', () => {
    expect(trustOf(entryWith(['model.ckpt-33000.index'], ['config.ini']))).toBeNull()
  })

  it('does not vouch for what was never opened', () => {
    const hosted = sampleDownload({ path: null, files: null })
    expect(trustOf(sampleEntry({ downloads: [hosted] }))?.level).toBe('unknown')
    expect(trustOf(sampleEntry({ downloads: [sampleDownload(), hosted] }))?.level).toBe('unknown')
    const plain = entryWith(['model.safetensors', PLAIN])
    expect(trustOf({ ...plain, downloads: [...plain.downloads, hosted] })).toMatchInlineSnapshot(`
      {
        "level": "unknown",
        "text": "The weights are in a format that holds no code. Some files are hosted elsewhere, at lab.example. This store has not opened them; it states the size and the checksum that they must have.",
      }
    `)
  })

  it('vouches for archives of its own that it publishes apart, and warns of what is in them', () => {
    const apart = (changes: Partial<Download>) =>
      sampleDownload({
        ...{ path: null, artifact: 'liver/1.0/weights.tar.gz' },
        ...{ url: 'https://bucket.example/liver/1.0/weights.tar.gz', ...changes },
      })
    const plain = entryWith(['model.safetensors', PLAIN])
    expect(trustOf({ ...plain, downloads: [apart({})] })).toEqual(trustOf(plain))
    const files = [{ path: 'net.t7', size: 1, sha256: '0'.repeat(64) }]
    expect(trustOf(sampleEntry({ downloads: [apart({ files })] }))?.level).toBe('caution')
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

  it('names the program that DIGITS would run', () => {
    const entry = digitsEntry()
    entry.digits!.files.push({ path: 'model.lua', from: 'model.lua', size: 1 })
    expect(trustOf(entry)).toMatchInlineSnapshot(`
      {
        "level": "caution",
        "text": "DIGITS runs model.lua as a program: import this model only if you trust its authors.",
      }
    `)
    expect(trustOf(digitsEntry())).toBeNull()
  })
})
