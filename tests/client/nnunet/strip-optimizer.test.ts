/** Checkpoints without the state of their optimizer: the same model, and nothing of them was loaded. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cutPickle } from '../../../src/client/nnunet/cut-pickle.ts'
import { withoutOptimizer } from '../../../src/client/nnunet/strip-optimizer.ts'
import { bytesOf, type ByteSource } from '../../../src/lib/byte-source.ts'
import { inspectFile } from '../../../src/inspect/recognise.ts'
import { readZipRecords } from '../../../src/inspect/zip/records.ts'
import { dict, global, int, pickle, pickled, tensor, text, tuple } from '../../inspect/make-pickle.ts'
import { nnunetCheckpoint, stateDict, torchLegacy, torchZip } from '../../inspect/make-torch.ts'

const TRAINING = join(import.meta.dirname, '../../../zoo/Dataset901_Shapes/nnUNetTrainer__nnUNetPlans__2d')

function inspected(bytes: ByteSource) {
  const { report, findings } = inspectFile(bytes, 'checkpoint_final.pth', {
    own: new Set(),
    paths: new Set(),
  })
  expect(findings).toEqual([])
  return report
}

function storagesOf(bytes: ByteSource): Map<string, string> {
  const records = readZipRecords(bytes).filter(({ name }) => /\/data\/\d+$/.test(name))
  return new Map(records.map(({ name, start, size }) => [name, bytes.read(start, size).toString('latin1')]))
}

function stripped(bytes: Buffer): ByteSource {
  const { bytes: rest, reason } = withoutOptimizer(bytesOf(bytes))
  expect(reason).toBe(null)
  return bytesOf(rest.read(0, rest.size))
}

describe.each(['fold_0/checkpoint_final.pth', 'fold_1/checkpoint_best.pth'])("the zoo's own %s", (path) => {
  const before = readFileSync(join(TRAINING, path))
  const after = stripped(before)

  it('is the same model, but cannot be resumed', () => {
    const expected = inspected(bytesOf(before))
    expect(expected?.hasOptimizer).toBe(true)
    expect(inspected(after)).toEqual({ ...expected, hasOptimizer: false })
  })

  it('keeps the bytes of every tensor of the network, and drops the others', () => {
    const storages = storagesOf(bytesOf(before))
    const kept = storagesOf(after)
    expect([storages.size, kept.size]).toEqual([134, 68])
    for (const [name, content] of kept) expect(content).toBe(storages.get(name))
    expect(after.size).toBeLessThan(before.length * 0.6)
  })

  it('has its bytes where torch can map them into memory', () => {
    expect(readZipRecords(after).filter(({ start }) => start % 64 !== 0)).toEqual([])
  })

  it('does not change any more', () => {
    expect(withoutOptimizer(after)).toEqual({ bytes: after, reason: null })
  })
})

/** BINPUT */
const put = (index: number) => pickle('q', new Uint8Array([index]))
/** BINGET */
const get = (index: number) => pickle('h', new Uint8Array([index]))

function cut(items: Record<string, string | Uint8Array>) {
  return cutPickle(pickled(dict(items)), 'optimizer_state')
}

describe('a value of a pickle', () => {
  it('gives way to None', () => {
    expect(cut({ a: int(1), optimizer_state: dict({ x: tensor('0', [2]) }), b: tensor('1', [2]) })).toEqual({
      pickle: pickled(dict({ a: int(1), optimizer_state: 'N', b: tensor('1', [2]) })),
      dropped: new Set(['0']),
    })
  })

  it('may be the last one', () => {
    expect(cut({ a: int(1), optimizer_state: tuple(int(1), int(2)) })).toMatchObject({
      pickle: pickled(dict({ a: int(1), optimizer_state: 'N' })),
    })
  })

  it('keeps storages that others name, too', () => {
    expect(cut({ optimizer_state: tensor('0', [2]), b: tensor('0', [2]) })).toMatchObject({
      dropped: new Set(),
    })
  })

  it('leaves names and texts to others that fetched them from it', () => {
    const state = tuple(pickle(global('torch.FloatStorage'), put(1)), pickle(text('lr'), put(2)))
    expect(cut({ optimizer_state: state, b: tuple(get(2), get(1), get(2)) })).toMatchObject({
      pickle: pickled(
        dict({
          optimizer_state: 'N',
          b: tuple(
            pickle(text('lr'), 'r\x02\0\0\0'),
            pickle(global('torch.FloatStorage'), 'r\x01\0\0\0'),
            get(2),
          ),
        }),
      ),
    })
  })

  it('fetches what others made before it', () => {
    expect(cut({ a: pickle(text('lr'), put(1)), optimizer_state: get(1), b: get(1) })).toMatchObject({
      pickle: pickled(dict({ a: pickle(text('lr'), put(1)), optimizer_state: 'N', b: get(1) })),
    })
  })

  it.each([
    ['shares a list with others', pickled(dict({ optimizer_state: pickle(']', put(1)), b: get(1) }))],
    [
      'shares a tuple with others',
      pickled(dict({ optimizer_state: pickle(tuple(int(1)), put(1)), b: get(1) })),
    ],
    ['is not there', pickled(dict({ a: int(1) }))],
    ['is there twice', pickled('}(', text('optimizer_state'), int(1), text('optimizer_state'), int(2), 'u')],
    ['is below the top', pickled(dict({ a: dict({ optimizer_state: int(1) }) }))],
    ['is set in a second step', pickled('}(', text('a'), int(1), 'u(', text('optimizer_state'), int(1), 'u')],
    [
      'changes what others made',
      pickled(dict({ a: pickle(']', put(1)), optimizer_state: pickle(get(1), int(1), 'a') })),
    ],
    ['is of protocol 4', pickle('\x80\x04', dict({ optimizer_state: int(1) }), '.')],
    ['counts its memo', pickled(dict({ optimizer_state: pickle(text('x'), '\x94') }))],
    ['breaks off', pickled(dict({ optimizer_state: int(1) })).subarray(0, -3)],
  ])('stays where it %s', (_, bytes) => {
    expect(cutPickle(bytes, 'optimizer_state')).toEqual(expect.any(String))
  })
})

describe('a checkpoint that is left as it is', () => {
  it.each([
    ['has no optimizer', stateDict()],
    ['has an empty one', nnunetCheckpoint({ optimizer_state: 'N' })],
  ])('since it %s is no reason to speak of', (_, checkpoint) => {
    const bytes = bytesOf(checkpoint)
    expect(withoutOptimizer(bytes)).toEqual({ bytes, reason: null })
  })

  it.each([
    ['is of an old torch', torchLegacy(pickled(dict({ optimizer_state: dict({ a: int(1) }) })))],
    ['is deflated', torchZip(pickled('}')).subarray(0, 40)],
    ['shares', torchZip(pickled(dict({ optimizer_state: pickle('](', int(1), 'e', put(1)), b: get(1) })))],
  ])('where it %s comes with a reason', (_, checkpoint) => {
    const bytes = bytesOf(checkpoint)
    expect(withoutOptimizer(bytes)).toEqual({ bytes, reason: expect.stringMatching(/^[a-z].*\.$/) as string })
  })
})
