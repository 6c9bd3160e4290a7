import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findingsOf, inspectBytes } from './inspect-bytes.ts'
import { u64 } from './make-pickle.ts'

const NAME = 'weights/model.safetensors'

/** A file with this header, as text or as the object that it says, and so many bytes of tensors. */
function file(header: string | object, bytes = 0): Buffer {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header))
  return Buffer.concat([u64(text.length), text, Buffer.alloc(bytes)])
}

const f32 = (shape: number[], begin: number, end: number) => ({
  dtype: 'F32',
  shape,
  data_offsets: [begin, end],
})

describe('a safetensors file', () => {
  it('is reported with its tensors, and holds no code', () => {
    const header = {
      __metadata__: { format: 'pt' },
      b: { dtype: 'BF16', shape: [2], data_offsets: [24, 28] },
      'a.weight': f32([2, 3], 0, 24),
    }
    expect(inspectBytes(file(header, 28), NAME)).toMatchObject({
      findings: [],
      report: {
        format: 'safetensors',
        verdict: 'no-code',
        tensors: [
          { name: 'b', dtype: 'bfloat16', shape: [2] },
          { name: 'a.weight', dtype: 'float32', shape: [2, 3] },
        ],
        parameters: 8,
      },
    })
  })

  it.each<[string, Buffer]>([
    ['nothing', file({})],
    ['a header filled up with blanks', file('{}      ')],
    ['an empty tensor', file({ a: f32([0, 3], 0, 0) })],
    ['two empty tensors at one place', file({ a: f32([0], 0, 0), b: f32([2], 0, 8), c: f32([0], 8, 8) }, 8)],
    ['a number without dimensions', file({ a: f32([], 0, 4) }, 4)],
    ['a tensor called __proto__', file('{"__proto__":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}', 1)],
    ['half bytes that add up', file({ a: { dtype: 'F4', shape: [4], data_offsets: [0, 2] } }, 2)],
    ['an escaped name', file('{"a\\u0062\\"":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}', 1)],
  ])('may hold %s', (_, bytes) => expect(findingsOf(bytes, NAME)).toEqual([]))

  it.each<[string, Buffer]>([
    ['less than a length', Buffer.from('abc')],
    ['a header longer than the file', Buffer.concat([u64(100), Buffer.from('{}')])],
    ['a header of more than 100 MB', Buffer.concat([u64(100_000_001), Buffer.from('{}')])],
    ['a header of 2 ** 63 bytes', Buffer.concat([u64(2n ** 63n), Buffer.from('{}')])],
    ['a header that is a list', file('[]')],
    ['a header behind a blank', file(' {}')],
    ['a header filled up with line ends', file('{}\n\n')],
    ['a header filled up with zeros', file('{}\0\0')],
    ['broken JSON', file('{"a":')],
    ['no UTF-8', Buffer.concat([u64(6), Buffer.from('{"\xff":1', 'latin1')])],
    [
      'one name twice',
      file(
        '{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}',
        1,
      ),
    ],
    [
      'one name twice, once in escapes',
      file(
        '{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"\\u0061"   :{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}',
        1,
      ),
    ],
    [
      'one key of a tensor twice',
      file('{"a":{"dtype":"U8","shape":[1],"shape":[1],"data_offsets":[0,1]}}', 1),
    ],
    ['metadata that is no text', file({ __metadata__: { a: 1 } })],
    ['an unknown dtype', file({ a: { dtype: 'F128', shape: [1], data_offsets: [0, 16] } }, 16)],
    ['an unknown key', file({ a: { ...f32([1], 0, 4), code: 'x' } }, 4)],
    ['a missing key', file({ a: { dtype: 'U8', shape: [1] } }, 1)],
    ['a negative length', file({ a: f32([-1], 0, 4) }, 4)],
    ['a length with a point', file('{"a":{"dtype":"U8","shape":[1.0],"data_offsets":[0,1]}}', 1)],
    ['a length with an exponent', file('{"a":{"dtype":"U8","shape":[1e0],"data_offsets":[0,1]}}', 1)],
    ['three offsets', file({ a: { dtype: 'U8', shape: [1], data_offsets: [0, 1, 1] } }, 1)],
    ['offsets in the wrong order', file({ a: f32([0], 4, 0) }, 4)],
    ['a shape of another size', file({ a: f32([2], 0, 4) }, 4)],
    ['a shape whose product overflows', file({ a: f32([2 ** 32, 2 ** 32], 0, 0) })],
    ['a hole at the start', file({ a: f32([1], 4, 8) }, 8)],
    ['a hole in the middle', file({ a: f32([1], 0, 4), b: f32([1], 8, 12) }, 12)],
    ['an overlap', file({ a: f32([2], 0, 8), b: f32([2], 4, 12) }, 12)],
    ['bytes that nobody owns', file({ a: f32([1], 0, 4) }, 5)],
    ['fewer bytes than are owned', file({ a: f32([1], 0, 4) }, 3)],
    ['half a byte', file({ a: { dtype: 'F4', shape: [3], data_offsets: [0, 2] } }, 2)],
    ['deep nesting', file(`{"a":${'['.repeat(100)}${']'.repeat(100)}}`)],
  ])('is refused with %s', (_, bytes) => {
    expect(findingsOf(bytes, NAME)).toEqual([
      expect.stringMatching(/^corrupt-checkpoint: .*\. Save the file again, or remove it\.$/),
    ])
  })

  it('is known by its content under another name', () => {
    expect(inspectBytes(file({ a: f32([1], 0, 4) }, 4), 'model.bin').report?.format).toBe('safetensors')
  })

  it('is not what merely begins like one', () => {
    expect(inspectBytes(Buffer.concat([u64(4), Buffer.from('{abc and so on')]), 'data.bin')).toEqual({
      report: null,
      findings: [],
    })
  })

  it('is read without throwing, whatever its bytes', () => {
    const good = file({ a: f32([1], 0, 4), b: f32([2], 4, 12) }, 12)
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), (at, byte) => {
        const bytes = Buffer.from(good)
        bytes[at] = byte
        expect(findingsOf(bytes, NAME).every((finding) => finding.startsWith('corrupt-checkpoint'))).toBe(
          true,
        )
      }),
      { numRuns: 500 },
    )
  })
})

describe('the header of a safetensors file', () => {
  it('may hold a long text full of escapes', () => {
    const note = String.raw`\n`.repeat(5_000_000)
    expect(findingsOf(file(`{"__metadata__":{"note":"${note}"}}`), NAME)).toEqual([])
  })

  it.each<[string, string]>([
    ['nests without end', `{"a":${'['.repeat(5_000_000)}`],
    [
      'gives a tensor a million sides',
      `{"a":{"dtype":"F32","shape":[${'9007199254740991,'.repeat(1_000_000)}0]}}`,
    ],
    ['names millions of things', `{"__metadata__":{${'"a":"",'.repeat(2_000_000)}"b":""}}`],
  ])('is refused before it is parsed where it %s', (_, header) => {
    const start = performance.now()
    expect(findingsOf(file(header), NAME).join()).toMatch(/nests more than 64 levels|more than any real file/)
    expect(performance.now() - start).toBeLessThan(2000)
  })
})
