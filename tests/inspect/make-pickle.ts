/** Pickles written opcode by opcode, so that a test can write what no Python would. */

export function pickle(...parts: (string | Uint8Array)[]): Buffer {
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)))
}

/** A pickle of protocol 2 around some opcodes. */
export function pickled(...parts: (string | Uint8Array)[]): Buffer {
  return pickle('\x80\x02', ...parts, '.')
}

/** BINUNICODE */
export function text(value: string): Buffer {
  const bytes = Buffer.from(value)
  return pickle('X', u32(bytes.length), bytes)
}

/** BININT */
export function int(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32LE(value)
  return pickle('J', bytes)
}

export function tuple(...items: (string | Uint8Array)[]): Buffer {
  return pickle('(', ...items, 't')
}

export function dict(items: Record<string, string | Uint8Array>): Buffer {
  return pickle('}(', ...Object.entries(items).flatMap(([key, item]) => [text(key), item]), 'u')
}

/** GLOBAL */
export function global(name: string): Buffer {
  const dot = name.lastIndexOf('.')
  return pickle(`c${name.slice(0, dot)}\n${name.slice(dot + 1)}\n`)
}

/** REDUCE of a global. */
export function call(name: string, ...args: (string | Uint8Array)[]): Buffer {
  return pickle(global(name), tuple(...args), 'R')
}

/** A persistent id as torch writes it. */
export function storage(key: string, length: number, type = 'torch.FloatStorage'): Buffer {
  return pickle(tuple(text('storage'), global(type), text(key), text('cpu'), int(length)), 'Q')
}

/** A contiguous tensor that begins where its storage does. */
export function tensor(key: string, shape: readonly number[], type?: string): Buffer {
  const length = shape.reduce((all, side) => all * side, 1)
  const strides = shape.map((_, index) => shape.slice(index + 1).reduce((all, side) => all * side, 1))
  const sides = (sides: readonly number[]) => tuple(...sides.map(int))
  return call(
    'torch._utils._rebuild_tensor_v2',
    storage(key, length, type),
    int(0),
    sides(shape),
    sides(strides),
    '\x89',
    call('collections.OrderedDict'),
  )
}

export function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

export function u64(value: number | bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}
