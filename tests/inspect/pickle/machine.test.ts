import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Cursor } from '../../../src/inspect/cursor.ts'
import { LIMITS, readPickle } from '../../../src/inspect/pickle/machine.ts'
import type { Value } from '../../../src/inspect/pickle/value.ts'
import { bytesOf } from '../../../src/lib/byte-source.ts'
import { call, dict, global, int, pickle, pickled, text, tuple, u32, u64 } from '../make-pickle.ts'

const RULES = { persistent: null, isCallable: () => true }

function read(...parts: (string | Uint8Array)[]) {
  return readPickle(new Cursor(bytesOf(pickle(...parts))), RULES)
}

function plain(value: Value): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (value.kind === 'tuple' || value.kind === 'list') return value.items.map(plain)
  if (value.kind === 'dict')
    return Object.fromEntries([...value.items].map(([key, item]) => [key, plain(item)]))
  return value.kind
}

const value = (...parts: (string | Uint8Array)[]) => plain(read(...parts, '.').value)

describe('the pickle machine', () => {
  it.each<[string, (string | Uint8Array)[], unknown]>([
    ['None and truth', ['(N\x88\x89t'], [null, true, false]],
    ['numbers in text', ['(I12\nI01\nL-5L\nF2.5\nt'], [12, true, -5, 2.5]],
    [
      'numbers in bytes',
      ['(J', int(-2).subarray(1), 'K\xffM\x01\x02G\x40\x04\0\0\0\0\0\0t'],
      [-2, 255, 513, 2.5],
    ],
    ['long numbers', ['(\x8a\x00\x8a\x02\x00\x80\x8b', u32(1), '\x7ft'], [0, -32768, 127]],
    [
      'text',
      ["(S'abc'\nVdef\nU\x02gh", text('ij'), '\x8c\x01k\x8d', u64(1), 'lt'],
      ['abc', 'def', 'gh', 'ij', 'k', 'l'],
    ],
    [
      'bytes',
      ['(C\x01aB', u32(1), 'b\x8e', u64(1), 'c\x96', u64(1), 'dt'],
      ['opaque', 'opaque', 'opaque', 'opaque'],
    ],
    ['short tuples', ['(K\x01\x85K\x02K\x03\x86K\x04K\x05K\x06\x87)t'], [[1], [2, 3], [4, 5, 6], []]],
    ['lists', [']K\x01a(K\x02K\x03e(K\x04la'], [1, 2, 3, [4]]],
    ['dicts', ['}', text('a'), 'K\x01s(', text('b'), 'K\x02u'], { a: 1, b: 2 }],
    ['sets', ['(\x8f(K\x01\x90(K\x02\x91t'], [[1], [2]]],
    ['the memo', [text('a'), 'q\x05p7\nr', u32(9), '0(h\x05g7\nj', u32(9), 't'], ['a', 'a', 'a']],
    ['MEMOIZE, which counts what the memo holds', [text('a'), 'q\x05', text('b'), '\x94', '00h\x01'], 'b'],
    ['POP of a mark', ['K\x01(0'], 1],
    ['POP_MARK', ['K\x01(K\x02K\x031'], 1],
    ['frames', ['\x80\x04\x95', u64(3), 'K\x01'], 1],
  ])('knows %s', (_, parts, expected) => expect(value(...parts)).toEqual(expected))

  it('ends behind STOP and no further', () => {
    expect(read('K\x01.K\x02.').end).toBe(3)
  })

  it.each<[string, (string | Uint8Array)[]]>([
    ['GLOBAL', [global('os.system')]],
    ['STACK_GLOBAL', [text('os'), text('system'), '\x93']],
    ['STACK_GLOBAL of what the memo holds', [text('os'), 'q\x00', text('system'), 'q\x01(h\x00h\x01\x93t']],
    ['STACK_GLOBAL of text in lines', ["S'os'\nVsystem\n\x93"]],
  ])('names what %s imports, and where', (_, parts) => {
    const { imports } = read(...parts, '.')
    expect([...imports.values()]).toEqual([
      { name: 'os.system', byte: expect.any(Number) as number, isCalled: false },
    ])
    expect(imports.get('os.system')!.byte).toBeLessThan(pickle(...parts).length)
  })

  it.each<[string, (string | Uint8Array)[]]>([
    ['REDUCE', [global('os.system'), tuple(text('id')), 'R']],
    ['INST', ['(', text('id'), 'ios\nsystem\n']],
    ['OBJ', ['(', global('os.system'), text('id'), 'o']],
    ['NEWOBJ', [global('os.system'), tuple(text('id')), '\x81']],
    ['NEWOBJ_EX', [global('os.system'), tuple(text('id')), '}\x92']],
    ['REDUCE of what the memo holds', [global('os.system'), 'q\x000h\x00', tuple(text('id')), 'R']],
  ])('knows that %s calls', (_, parts) => {
    expect(read(...parts, '.').imports.get('os.system')?.isCalled).toBe(true)
  })

  it.each<[string, (string | Uint8Array)[], string]>([
    ['what is computed', [call('a.b'), ')R'], 'Something is called that was computed'],
    ['a text', [text('os.system'), ')R'], 'Something is called that was computed'],
    [
      '_codecs.encode with another codec',
      [call('_codecs.encode', text('aa'), text('rot13'))],
      'another codec than latin1',
    ],
    [
      '_codecs.encode with a computed codec',
      [call('_codecs.encode', text('aa'), call('a.b'))],
      'another codec than latin1',
    ],
  ])('reports a call of %s', (_, parts, message) => {
    expect(
      read(...parts, '.')
        .findings.map((finding) => finding.message)
        .join(),
    ).toContain(message)
  })

  it.each<[string, (string | Uint8Array)[]]>([
    ['a global', [global('a.b'), '}b']],
    ['a dict', ['}}b']],
  ])('reports BUILD on %s', (_, parts) => {
    expect(read(...parts, '.').findings[0]?.message).toContain('The state of something is set')
  })

  it('allows BUILD on the result of a call', () => expect(read(call('a.b'), '}b.').findings).toEqual([]))

  it.each<[string, (string | Uint8Array)[]]>([
    ['an opcode that does not exist', ['\xff']],
    ['a second protocol above 5', ['\x80\x06']],
    ['an empty stack', ['0']],
    ['a missing mark', ['t']],
    ['a value below the mark', ['K\x01(0(a']],
    ['an unset slot of the memo', ['h\x00']],
    ['a slot of the memo named __proto__', ['g__proto__\n']],
    ['text that is longer than the file', ['X', u32(100), 'abc']],
    ['text of a negative length', ['T\xff\xff\xff\xff']],
    ['bytes of 2 ** 63', ['\x8e', u64(2n ** 63n)]],
    ['a frame that is longer than the file', ['\x95', u64(100)]],
    ['no STOP', ['K\x01']],
    ['a computed name', [call('a.b'), text('c'), '\x93']],
    ['a name in an escape', ["S'o\\x73'\nVsystem\n\x93"]],
    ['extensions', ['\x82\x01']],
    ['buffers outside', ['\x97']],
    ['a persistent id in text', ['Pabc\n']],
    ['a persistent id where there is nothing outside', [text('a'), 'Q']],
    ['SETITEM on a list', [']K\x01K\x02s']],
    ['APPEND to a dict', ['}K\x01a']],
    ['a key without a value', ['}(K\x01u']],
  ])('breaks off at %s', (_, parts) => expect(read(...parts).fault).not.toBeNull())

  it('tells of what was imported before it breaks off', () => {
    const { imports, fault } = read(call('os.system', text('id')), '\xff')
    expect([...imports.keys()]).toEqual(['os.system'])
    expect(fault?.byte).toBe(pickle(call('os.system', text('id'))).length)
  })

  it('goes on behind what has no use, to see what comes', () => {
    const { imports, findings } = read('\x80\x02N2\x80\x02', call('os.system'), '.')
    expect([...imports.keys()]).toEqual(['os.system'])
    expect(findings).toHaveLength(2)
  })

  it.each<[string, () => Buffer]>([
    ['the stack', () => Buffer.alloc(LIMITS.stack + 1, 'N')],
    ['marks', () => Buffer.alloc(LIMITS.stack + 1, '(')],
    ['the memo', () => pickle('N', Buffer.alloc(LIMITS.memo + 1, 0x94))],
    ['opcodes', () => Buffer.alloc(LIMITS.opcodes + 2, 'N0')],
  ])('has a limit for %s', (_, bytes) => expect(read(bytes()).fault?.name).toBe('LimitError'))

  it('keeps no more of lists and dicts than fits into memory', () => {
    const many = pickle(
      '](',
      Buffer.alloc(90_000, 'N'),
      'e',
      ...Array.from({ length: 20 }, () => pickle('(', Buffer.alloc(90_000, 'N'), 'e')),
      '.',
    )
    const { value, fault } = read(many)
    expect(fault).toBeNull()
    expect((value as { items: unknown[] }).items.length).toBeLessThanOrEqual(LIMITS.kept)
  })

  it('follows a memo that would fill the memory if it were printed', () => {
    const doubling = Array.from({ length: 60 }, () => 'q\x000h\x00h\x00\x86')
    expect(read('N', ...doubling, '.').fault).toBeNull()
  })

  it('never throws, whatever the bytes', () => {
    const opcodes = fc.constantFrom(
      ...'FIJKLMGNSTUVXBCabcdeghijlopqrstu()]}012.PQ\x80\x81\x82\x85\x86\x87\x88\x8a\x8c\x8e\x8f\x90\x91\x92\x93\x94\x95\x96\x97\x98'.split(
        '',
      ),
    )
    const parts = fc.array(fc.oneof(opcodes, fc.uint8Array({ maxLength: 6 }), fc.constant('a\n')), {
      maxLength: 60,
    })
    fc.assert(
      fc.property(parts, (bytes) => {
        const { end, fault, value } = read(...bytes)
        expect(end).toBeLessThanOrEqual(pickle(...bytes).length)
        expect(fault === null || value === null).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })

  it('reads a dict of many keys in one pass', () => {
    const entries = Object.fromEntries(
      Array.from({ length: 40_000 }, (_, index) => [`layer.${index}`, int(index)]),
    )
    const found = read(pickled(dict(entries))).value as { items: Map<string, number> }
    expect(found.items.size).toBe(40_000)
    expect(found.items.get('layer.39999')).toBe(39_999)
  })
})
