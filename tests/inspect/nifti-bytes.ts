/** NIfTI and Analyze files that a test makes up. */
export interface NiftiParts {
  version?: 1 | 2
  isBig?: boolean
  /** `ni1` in place of `n+1`. */
  isPair?: boolean
  texts?: Record<string, string>
  extensions?: { code: number; content: Buffer | string }[]
}

const PLACES = {
  1: { data_type: 4, db_name: 14, descrip: 148, aux_file: 228, intent_name: 328 },
  2: { descrip: 240, aux_file: 320, intent_name: 508 },
} as const

/** A header, its extensions and 64 bytes of voxels. */
export function nifti(parts: NiftiParts = {}): Buffer {
  const { version = 1, isBig = false, isPair = false, texts = {}, extensions = [] } = parts
  const size = version === 1 ? 348 : 540
  const blocks = extensions.map(({ code, content }) => extension(code, Buffer.from(content), isBig))
  const header = Buffer.alloc(size)
  const voxelsAt = size + 4 + blocks.reduce((sum, { length }) => sum + length, 0)
  writeInt32(header, size, 0, isBig)
  header.write(`n${isPair ? 'i' : '+'}${version}\0`, version === 1 ? 344 : 4, 'latin1')
  if (version === 1) writeFloat(header, voxelsAt, 108, isBig)
  else writeInt64(header, voxelsAt, 168, isBig)
  const places: Record<string, number> = PLACES[version]
  for (const [name, text] of Object.entries(texts)) header.write(text, places[name]!, 'latin1')
  const flag = Buffer.from([blocks.length > 0 ? 1 : 0, 0, 0, 0])
  return Buffer.concat([header, flag, ...blocks, Buffer.alloc(64, 7)])
}

export function analyze(patientId: string): Buffer {
  const header = Buffer.alloc(348)
  header.writeInt32LE(348, 0)
  header.writeInt32LE(16384, 32)
  header.write(patientId, 283, 'latin1')
  return header
}

function extension(code: number, content: Buffer, isBig: boolean): Buffer {
  const block = Buffer.alloc(Math.ceil((content.length + 8) / 16) * 16)
  writeInt32(block, block.length, 0, isBig)
  writeInt32(block, code, 4, isBig)
  content.copy(block, 8)
  return block
}

function writeInt32(bytes: Buffer, value: number, at: number, isBig: boolean): void {
  if (isBig) bytes.writeInt32BE(value, at)
  else bytes.writeInt32LE(value, at)
}

function writeFloat(bytes: Buffer, value: number, at: number, isBig: boolean): void {
  if (isBig) bytes.writeFloatBE(value, at)
  else bytes.writeFloatLE(value, at)
}

function writeInt64(bytes: Buffer, value: number, at: number, isBig: boolean): void {
  if (isBig) bytes.writeBigInt64BE(BigInt(value), at)
  else bytes.writeBigInt64LE(BigInt(value), at)
}
