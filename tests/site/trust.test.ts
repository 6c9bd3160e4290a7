import { describe, expect, it } from 'vitest'
import { trustOf } from '../../src/site/trust.ts'
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
  })
})
