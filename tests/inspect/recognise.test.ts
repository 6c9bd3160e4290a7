import { deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { findingsOf, inspectBytes, kindsOf } from './inspect-bytes.ts'
import { call, pickle, pickled, text } from './make-pickle.ts'
import { stateDict } from './make-torch.ts'
import { zip } from './make-zip.ts'

const EVIL = pickled(call('os.system', text('id')))
const UNRECOGNISED =
  'unrecognised-checkpoint: The file is called a checkpoint, and is none that is known. Save it again with torch.save, or name it for what it is.'

describe('a file that is called a checkpoint', () => {
  it.each(['a.pth', 'a.pt', 'a.ckpt', 'a.pkl', 'a.pickle', 'a.joblib', 'a.dill', 'A.PTH'])(
    'must be one: %s',
    (name) => {
      expect(findingsOf('<html>404</html>', name)).toEqual([UNRECOGNISED])
      expect(findingsOf('', name)).toEqual([UNRECOGNISED])
      expect(findingsOf('\0'.repeat(1000), name)).toEqual([UNRECOGNISED])
    },
  )

  it('may be a table of TensorFlow', () => {
    const table = Buffer.concat([Buffer.alloc(60), Buffer.from('57fb808b247547db', 'hex')])
    expect(inspectBytes(table, 'model.ckpt')).toMatchObject({
      findings: [],
      report: { format: 'tensorflow' },
    })
  })

  it('may be an archive of another kind no more than text', () => {
    expect(findingsOf(zip([{ name: 'a.txt', content: 'a' }]), 'a.pth')).toEqual([UNRECOGNISED])
  })
})

describe('a compressed file', () => {
  it.each<[string, (bytes: Uint8Array) => Buffer]>([
    ['gzip', (bytes) => gzipSync(bytes)],
    ['zlib', (bytes) => deflateSync(bytes)],
  ])('is looked into, by %s, under any name', (_, compress) => {
    expect(kindsOf(compress(EVIL), 'a.joblib')).toEqual(['checkpoint-import'])
    expect(kindsOf(compress(EVIL), 'a.gz')).toEqual(['checkpoint-import'])
    expect(kindsOf(compress(compress(EVIL)), 'a.joblib')).toEqual(['checkpoint-import'])
    expect(findingsOf(compress(Buffer.from('a scan')), 'scan.nii.gz')).toEqual([])
    expect(findingsOf(compress(pickled(text('a'))), 'a.joblib')).toEqual([])
  })

  it('is a checkpoint only if a checkpoint is in it', () => {
    expect(kindsOf(gzipSync('a scan'), 'a.pkl')).toEqual(['unrecognised-checkpoint'])
    expect(kindsOf(Buffer.from('\x1f\x8bnonsense', 'latin1'), 'a.pkl')).toEqual(['unrecognised-checkpoint'])
  })

  it('may be larger than can be opened, as long as no pickle begins in it', () => {
    const large = Buffer.alloc(300 * 1024 * 1024)
    large.write('\x93NUMPY\x01\0', 'latin1')
    expect(findingsOf(gzipSync(large, { level: 1 }), 'case.npy.gz')).toEqual([])
    EVIL.copy(large)
    expect(kindsOf(gzipSync(large, { level: 1 }), 'case.raw.gz')).toContain('checkpoint-import')
  })

  it('is no bomb', () => {
    const bomb = gzipSync(Buffer.concat([Buffer.from('\x80\x02', 'latin1'), Buffer.alloc(300 * 1024 * 1024)]))
    expect(kindsOf(bomb, 'a.pkl')).toEqual(['corrupt-checkpoint'])
  })
})

describe('an archive of other things', () => {
  it.each([0, 8])('is searched for checkpoints, packed by method %d', (method) => {
    const found = findingsOf(
      zip([
        { name: 'a.txt', content: 'a' },
        { name: 'models/model.pt', content: EVIL, method },
      ]),
      'bundle.zip',
    )
    expect(found).toEqual([
      expect.stringContaining('In "models/model.pt": Loading this file imports "os.system"'),
    ])
  })

  it('may hold a checkpoint that is fine', () => {
    expect(findingsOf(zip([{ name: 'models/model.pt', content: stateDict() }]), 'bundle.zip')).toEqual([])
  })

  it('may be of any form, as long as it holds none', () => {
    expect(
      findingsOf(zip([{ name: 'a.txt', content: 'a' }], { comment: 'made by hand' }), 'data.zip'),
    ).toEqual([])
    expect(findingsOf(zip([{ name: 'a.txt', content: 'a' }]).subarray(0, 40), 'data.zip')).toEqual([])
  })
})

it('takes little time for an archive of many bombs', () => {
  const zeros = Buffer.alloc(12 * 1024 * 1024)
  const bombs = Array.from({ length: 30 }, (_, index) => ({
    name: `${index}.dat`,
    content: zeros,
    method: 8,
  }))
  const archive = zip(bombs)
  const start = performance.now()
  expect(findingsOf(archive, 'data.zip')).toEqual([])
  expect(performance.now() - start).toBeLessThan(500)
})

describe('a pickle that looks like something without code', () => {
  const body = pickle(call('os.system', text('id')), '.', Buffer.alloc(200))
  const floats = (first: string) => pickle(first, '0', body)

  it.each<[string, Buffer]>([
    ['gguf', floats('GGUF\x03\0\0\0\0')],
    ['safetensors', floats('G\0\0\0\0\0\0\0{')],
    ['a table of TensorFlow', pickle(body, Buffer.from('57fb808b247547db', 'hex'))],
    [
      'a table, by an import alone',
      pickle('cos\nsystem\n.', Buffer.alloc(60), '\x57\xfb\x80\x8b\x24\x75\x47\xdb'),
    ],
  ])('is a pickle: %s', (_, bytes) => {
    expect(kindsOf(bytes, 'a.pth')).toContain('checkpoint-import')
  })

  it('is one in a file that nothing calls a checkpoint', () => {
    expect(kindsOf(floats('GGUF\x03\0\0\0\0'), 'pytorch_model.bin')).toContain('checkpoint-import')
  })

  it('is none where it is an archive of tar, which old torch opens first', () => {
    const head = Buffer.alloc(1024)
    head.write('B\xf9\x03\0\0', 'latin1')
    head.write('        ', 148)
    head.write(
      `${head
        .subarray(0, 512)
        .reduce((sum, byte) => sum + byte, 0)
        .toString(8)}\0 `,
      148,
    )
    expect(findingsOf(pickle(head.subarray(0, 1023), '.'), 'a.pth')).toEqual([UNRECOGNISED])
  })

  it('leaves what is no pickle as it is', () => {
    const gguf = pickle('GGUF\x03\0\0\0', Buffer.alloc(100))
    expect(inspectBytes(gguf, 'a.gguf')).toMatchObject({ findings: [], report: { format: 'gguf' } })
    expect(inspectBytes(gguf, 'a.pt')).toMatchObject({ findings: [], report: { format: 'gguf' } })
  })
})

it('is compressed so often that no loader opens it, and called a checkpoint', () => {
  const often = gzipSync(gzipSync(gzipSync(EVIL)))
  expect(findingsOf(often, 'a.pkl')).toEqual([UNRECOGNISED])
  expect(findingsOf(often, 'a.bin')).toEqual([])
})

it.each(['N', '(', ']', '\x88', 'I1\n', 'c\n'])('is no pickle because it repeats %j', (sign) => {
  expect(findingsOf(sign.repeat(200_000), 'data/mask.raw')).toEqual([])
})
