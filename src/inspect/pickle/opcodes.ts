/**
 * What each opcode of a pickle does, in the words of the machine. Python's names: Lib/pickletools.py.
 */
import { FormatError } from '../finding.ts'
import type { Machine } from './machine.ts'

type CarryOut = (machine: Machine) => void

/** By opcode; a character stands for its code. */
export const OPCODES: readonly (CarryOut | undefined)[] = table({
  // Numbers and other constants.
  F: (m) => m.push(m.floatLine()),
  I: (m) => m.push(m.numberLine()),
  J: (m) => m.push(m.cursor.i32()),
  K: (m) => m.push(m.cursor.u8()),
  L: (m) => m.push(m.numberLine()),
  M: (m) => m.push(m.cursor.u16()),
  G: (m) => m.push(m.cursor.f64be()),
  N: (m) => m.push(null),
  '\x88': (m) => m.push(true),
  '\x89': (m) => m.push(false),
  '\x8a': (m) => m.push(m.long(m.cursor.u8())),
  '\x8b': (m) => m.push(m.long(m.cursor.i32())),
  // Text and bytes.
  S: (m) => m.push(m.quotedLine()),
  T: (m) => m.push(m.text(positive(m.cursor.i32()))),
  U: (m) => m.push(m.text(m.cursor.u8())),
  V: (m) => m.push(m.unicodeLine()),
  X: (m) => m.push(m.text(m.cursor.u32())),
  '\x8c': (m) => m.push(m.text(m.cursor.u8())),
  '\x8d': (m) => m.push(m.text(m.cursor.u64())),
  B: (m) => m.push(m.data(m.cursor.u32())),
  C: (m) => m.push(m.data(m.cursor.u8())),
  '\x8e': (m) => m.push(m.data(m.cursor.u64())),
  '\x96': (m) => m.push(m.data(m.cursor.u64())),
  // Tuples, lists, dicts and sets.
  '(': (m) => m.mark(),
  ')': (m) => m.push(m.tuple([])),
  t: (m) => m.push(m.tuple(m.popToMark())),
  '\x85': (m) => m.push(m.tuple(m.popSome(1))),
  '\x86': (m) => m.push(m.tuple(m.popSome(2))),
  '\x87': (m) => m.push(m.tuple(m.popSome(3))),
  ']': (m) => m.push(m.list([])),
  l: (m) => m.push(m.list(m.popToMark())),
  a: (m) => m.append(m.popSome(1)),
  e: (m) => m.append(m.popToMark()),
  '}': (m) => m.push(m.dict([])),
  d: (m) => m.push(m.dict(m.popToMark())),
  s: (m) => m.setItems(m.popSome(2)),
  u: (m) => m.setItems(m.popToMark()),
  '\x8f': (m) => m.push(m.list([])),
  '\x90': (m) => m.append(m.popToMark()),
  '\x91': (m) => m.push(m.tuple(m.popToMark())),
  // Stack and memo.
  '0': (m) => m.drop(),
  '1': (m) => void m.popToMark(),
  '2': (m) => m.duplicate(),
  g: (m) => m.get(m.index()),
  h: (m) => m.get(m.cursor.u8()),
  j: (m) => m.get(m.cursor.u32()),
  p: (m) => m.put(m.index()),
  q: (m) => m.put(m.cursor.u8()),
  r: (m) => m.put(m.cursor.u32()),
  '\x94': (m) => m.memoize(),
  // Globals, calls and state.
  c: (m) => m.push(m.globalLines()),
  '\x93': (m) => m.stackGlobal(),
  R: (m) => reduce(m),
  i: (m) => m.call(m.globalLines(), m.tuple(m.popToMark())),
  o: (m) => makeObject(m),
  '\x81': (m) => reduce(m),
  '\x92': (m) => newWithKeywords(m),
  b: (m) => m.build(),
  // Objects from elsewhere.
  P: (m) => m.refuse('a persistent id in text'),
  Q: (m) => m.persistent(m.pop()),
  '\x82': (m) => m.refuse('the registry of extensions'),
  '\x83': (m) => m.refuse('the registry of extensions'),
  '\x84': (m) => m.refuse('the registry of extensions'),
  '\x97': (m) => m.refuse('buffers outside the pickle'),
  '\x98': (m) => m.refuse('buffers outside the pickle'),
  // The frame of the whole.
  '\x80': (m) => protocol(m),
  '\x95': (m) => frame(m),
})

function table(byCharacter: Record<string, CarryOut>): (CarryOut | undefined)[] {
  const opcodes = new Array<CarryOut | undefined>(256).fill(undefined)
  for (const [character, carryOut] of Object.entries(byCharacter)) opcodes[character.charCodeAt(0)] = carryOut
  return opcodes
}

function reduce(machine: Machine): void {
  const args = machine.pop()
  machine.call(machine.pop(), args)
}

function newWithKeywords(machine: Machine): void {
  machine.pop()
  reduce(machine)
}

function makeObject(machine: Machine): void {
  const [callee, ...args] = machine.popToMark()
  if (callee === undefined) throw new FormatError('Nothing is named that could be made.')
  machine.call(callee, machine.tuple(args))
}

function protocol({ cursor }: Machine): void {
  const version = cursor.u8()
  if (version > 5) throw new FormatError(`There is no protocol ${version}.`)
}

function frame({ cursor }: Machine): void {
  if (cursor.u64() > cursor.left) throw new FormatError('A frame is longer than the file.')
}

function positive(length: number): number {
  return length < 0 ? Infinity : length
}
