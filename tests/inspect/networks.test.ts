import { describe, expect, it } from 'vitest'
import { bytesOf } from '../../src/lib/byte-source.ts'
import { inspectFile } from '../../src/inspect/recognise.ts'
import { findingsOf, inspectBytes, kindsOf } from './inspect-bytes.ts'
import { zip } from './make-zip.ts'

/** A field of Protocol Buffers: a number, or bytes with their length. */
function field(number: number, value: number | string | Uint8Array): Buffer {
  if (typeof value === 'number') return Buffer.concat([varint(number * 8), varint(value)])
  const bytes = Buffer.from(value as Uint8Array)
  return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes])
}

function varint(value: number): Buffer {
  const bytes: number[] = []
  for (let left = value; ; left = Math.floor(left / 128)) {
    bytes.push(left >= 128 ? (left % 128) + 128 : left)
    if (left < 128) return Buffer.from(bytes)
  }
}

const join = (...parts: Buffer[]) => Buffer.concat(parts)
const weights = (name: string, ...more: Buffer[]) =>
  join(field(1, 2), field(1, 300), field(2, 1), field(8, name), ...more)
const stored = (location: string) =>
  join(field(14, 1), field(13, join(field(1, 'location'), field(2, location))))
const onnx = (...graph: Buffer[]) =>
  join(field(1, 8), field(2, 'a test'), field(7, join(...graph)), field(8, field(2, 17)))

function inspectOnnx(content: Uint8Array, ...paths: string[]) {
  return inspectFile(bytesOf(Buffer.from(content)), 'weights/model.onnx', {
    own: new Set(),
    paths: new Set(paths),
  })
}

describe('an ONNX network', () => {
  it('is reported with its weights', () => {
    const tensor = weights('conv.weight', field(9, Buffer.alloc(2400)))
    expect(inspectOnnx(onnx(field(1, join(field(4, 'Conv'))), field(5, tensor)))).toMatchObject({
      findings: [],
      report: {
        format: 'onnx',
        verdict: 'no-code',
        tensors: [{ name: 'conv.weight', dtype: 'float32', shape: [2, 300] }],
        parameters: 600,
      },
    })
  })

  it('knows dimensions that are packed into one field', () => {
    const tensor = join(field(1, join(varint(2), varint(300))), field(2, 10), field(8, 'a'))
    expect(inspectOnnx(onnx(field(5, tensor))).report?.tensors).toEqual([
      { name: 'a', dtype: 'float16', shape: [2, 300] },
    ])
  })

  it.each(['data.bin', './data.bin', 'parts/data.bin'])(
    'may keep its weights beside it, in %s',
    (location) => {
      expect(
        inspectOnnx(
          onnx(field(5, weights('a', stored(location)))),
          'weights/data.bin',
          'weights/parts/data.bin',
        ).findings,
      ).toEqual([])
    },
  )

  it.each([
    '../../../etc/passwd',
    '/etc/passwd',
    'a/../../b',
    'C:\\secret',
    '\\\\host\\share',
    'a\\..\\b',
    '',
    'a\0b',
  ])('never reads from %j', (location) => {
    const places = {
      initializer: field(5, weights('a', stored(location))),
      'sparse initializer': field(15, field(1, weights('a', stored(location)))),
      constant: field(1, field(5, field(5, weights('a', stored(location))))),
      'list of constants': field(1, field(5, field(10, weights('a', stored(location))))),
      subgraph: field(1, field(5, field(6, field(5, weights('a', stored(location)))))),
    }
    for (const place of Object.values(places))
      expect(inspectOnnx(onnx(place)).findings).toMatchObject([
        { kind: 'onnx-external-data', severity: 'error' },
      ])
  })

  it('never reads from elsewhere in a function', () => {
    const body = field(25, field(7, field(5, field(5, weights('a', stored('/etc/passwd'))))))
    expect(inspectOnnx(join(onnx(), body)).findings).toMatchObject([{ kind: 'onnx-external-data' }])
  })

  it('must have what it reads', () => {
    expect(inspectOnnx(onnx(field(5, weights('a', stored('data.bin'))))).findings[0]?.message).toContain(
      'which is not in the entry',
    )
  })

  it('is bounded in its depth', () => {
    let graph: Buffer = Buffer.alloc(0)
    for (let depth = 0; depth < 40; depth++) graph = field(1, field(5, field(6, graph)))
    expect(inspectOnnx(onnx(graph)).findings).toMatchObject([{ kind: 'corrupt-checkpoint' }])
  })

  it.each(['weights', '', '<html>', '\x08\x08'])('is not %j, of which its owner is warned', (content) => {
    expect(inspectOnnx(Buffer.from(content, 'latin1'))).toMatchObject({
      report: null,
      findings: [{ severity: 'warning', kind: 'unrecognised-network' }],
    })
  })
})

describe('a network of Keras', () => {
  const LAMBDA =
    '{"class_name": "Functional", "config": {"layers": [{"class_name": "Lambda", "config": {"function": ["4wEAAAA", null, null]}}]}}'
  const PLAIN =
    '{"class_name": "Sequential", "config": {"name": "Lambda", "layers": [{"class_name": "Dense", "config": {"name": "class_name"}}]}}'
  const hdf5 = (config: string) =>
    `\x89HDF\r\n\x1a\n${'\0'.repeat(500)}model_config${config}${'\0'.repeat(500)}`
  const keras = (config: string, method = 0) =>
    zip([
      { name: 'metadata.json', content: '{}' },
      { name: 'config.json', content: config, method },
      { name: 'model.weights.h5', content: hdf5('') },
    ])

  it('is reported as code where it has a Lambda layer', () => {
    for (const [content, name] of [
      [hdf5(LAMBDA), 'model.h5'],
      [hdf5(LAMBDA), 'model.bin'],
      [keras(LAMBDA), 'model.keras'],
      [keras(LAMBDA, 8), 'model.keras'],
    ] as const) {
      expect(inspectBytes(content, name)).toMatchObject({
        report: { verdict: 'code' },
        findings: [{ kind: 'checkpoint-code', severity: 'warning' }],
      })
    }
  })

  it('is reported as code where the word is hidden in escapes', () => {
    expect(inspectBytes(hdf5(LAMBDA.replace('Lambda', '\\u004cambda')), 'model.h5').report?.verdict).toBe(
      'code',
    )
    expect(inspectBytes(keras(LAMBDA.replace('Lambda', '\\u004cambda')), 'model.keras').report?.verdict).toBe(
      'code',
    )
  })

  it('holds no code otherwise', () => {
    expect(inspectBytes(hdf5(PLAIN), 'model.h5')).toMatchObject({
      report: { format: 'hdf5', verdict: 'no-code' },
      findings: [],
    })
    expect(inspectBytes(keras(PLAIN), 'model.keras')).toMatchObject({
      report: { format: 'keras', verdict: 'no-code' },
      findings: [],
    })
  })

  it('is found across the pieces that a large file is read in', () => {
    const at = 4 * 1024 * 1024
    for (const shift of [-60, -10, 0, 10]) {
      const bytes = Buffer.concat([Buffer.from(hdf5(''), 'latin1'), Buffer.alloc(at)])
      bytes.write(LAMBDA, at + shift)
      expect(inspectBytes(bytes, 'model.h5').report?.verdict).toBe('code')
    }
  })

  it('must have a definition that is JSON', () =>
    expect(kindsOf(keras('{'), 'model.keras')).toEqual(['corrupt-checkpoint']))

  it('may nest as deep as it likes', () => {
    expect(findingsOf(keras(`${'['.repeat(5000)}${']'.repeat(5000)}`), 'model.keras')).toEqual([])
  })
})
