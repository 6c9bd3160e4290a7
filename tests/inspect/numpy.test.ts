import { describe, expect, it } from 'vitest'
import { findingsOf, inspectBytes, kindsOf } from './inspect-bytes.ts'
import { call, pickled, text, u16, u32 } from './make-pickle.ts'
import { zip } from './make-zip.ts'

/** An array as numpy writes it; the header is filled up with blanks. */
function npy(descr: string, shape: string, bytes: Uint8Array = Buffer.alloc(0), version = 1): Buffer {
  const header = Buffer.from(
    `{'descr': ${descr}, 'fortran_order': False, 'shape': ${shape}, }`.padEnd(117) + '\n',
  )
  const length = version === 1 ? u16(header.length) : u32(header.length)
  return Buffer.concat([
    Buffer.from(`\x93NUMPY${String.fromCharCode(version)}\0`, 'latin1'),
    length,
    header,
    bytes,
  ])
}

describe('an array of numpy', () => {
  it.each<[string, string, number, string, number[]]>([
    ["'<f4'", '(2, 3)', 24, 'float32', [2, 3]],
    ["'<f8'", '(3,)', 24, 'float64', [3]],
    ["'|b1'", '()', 1, '|b1', []],
    ["'<i2'", '(0, 4)', 0, 'int16', [0, 4]],
    ["'<c16'", '(1,)', 16, 'complex128', [1]],
    ["'<U3'", '(2,)', 24, '<U3', [2]],
    ["[('a', '<f4'), ('b', '<i4', (2,))]", '(1,)', 12, 'structured', [1]],
    ["[('O', '<f4'), ('object', '<i4')]", '(1,)', 8, 'structured', [1]],
    [
      "[(('a title, O', 'a'), [('x', '<f4'), ('', '|V4')], (2, 2)), (\"it's\", '<M8[ns]')]",
      '(1,)',
      40,
      'structured',
      [1],
    ],
    ["('<f4', (2,))", '(1,)', 8, 'structured', [1]],
    ["'bfloat16'", '(1,)', 2, 'bfloat16', [1]],
  ])('of %s and %s is fine', (descr, shape, length, dtype, sides) => {
    for (const version of [1, 2, 3]) {
      expect(inspectBytes(npy(descr, shape, Buffer.alloc(length), version), 'data/a.npy')).toMatchObject({
        findings: [],
        report: { format: 'numpy', verdict: 'no-code', tensors: [{ dtype, shape: sides }] },
      })
    }
  })

  it.each([
    '"O"',
    "'i4,O'",
    "'2O'",
    "'(2,)O'",
    '[("a", "O")]',
    "[('a', ('|O', (2,)))]",
    "[('a', [('b', '|O')])]",
    "[('a', '<f4', (2,)), (('t', 'b'), '|O')]",
    `${'('.repeat(100)}'<f4'`,
    "'|O'",
    "'O'",
    "[('a', '<f4'), ('b', '|O')]",
    "[('a', 'O8')]",
    "'object'",
  ])('is refused with objects: %s', (descr) => {
    const bytes = npy(descr, '(1,)', pickled(call('os.system', text('id'))))
    expect(findingsOf(bytes, 'data/a.npy').join()).toMatch(/holds Python objects|not one that numpy writes/)
    expect(kindsOf(bytes, 'notes.txt')).toEqual(['corrupt-checkpoint'])
  })

  it.each<[string, Buffer]>([
    ['another length', npy("'<f4'", '(2, 3)', Buffer.alloc(23))],
    ['code in its header', npy("__import__('os')", '(1,)')],
    ['a header of another form', npy("'<f4'", '(1,)').fill('x', 20, 40)],
    ['a header that is cut', npy("'<f4'", '(1,)').subarray(0, 50)],
    ['a version of the future', npy("'<f4'", '(1,)', Buffer.alloc(4), 9)],
    ['digits without end', npy("'<f4'", `(${'1'.repeat(60)}`)],
  ])('is refused with %s', (_, bytes) => expect(kindsOf(bytes, 'a.npy')).toEqual(['corrupt-checkpoint']))
})

describe('an archive of arrays', () => {
  const good = npy("'<f4'", '(2,)', Buffer.alloc(8))

  it.each([0, 8])('packed by method %d is reported with them', (method) => {
    expect(inspectBytes(zip([{ name: 'a.npy', content: good, method }]), 'data.npz')).toMatchObject({
      findings: [],
      report: { format: 'npz', tensors: [{ name: 'a', dtype: 'float32', shape: [2] }] },
    })
  })

  it.each<[string, Uint8Array]>([
    ['objects', npy("'|O'", '(1,)')],
    ['something else', Buffer.from('no array')],
    ['a pickle', pickled(call('os.system'))],
  ])('is refused with %s in one of them', (_, content) => {
    expect(
      kindsOf(
        zip([
          { name: 'a.npy', content: good },
          { name: 'b.npy', content },
        ]),
        'data.npz',
      ),
    ).toEqual(['corrupt-checkpoint'])
  })
})
