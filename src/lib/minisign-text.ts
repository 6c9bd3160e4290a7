/**
 * What minisign's three kinds of files have in common: lines of comments and of base64.
 */
import { UserError } from './user-error.ts'

export const UNTRUSTED = 'untrusted comment: '

/** The lines of a file of at most `limit` characters, without their ends; null: it is longer. One line end at the end is no line. */
export function linesOf(text: string, limit: number): string[] | null {
  return text.length > limit ? null : text.replace(/\r?\n$/, '').split(/\r?\n/)
}

/** The bytes, if the text is base64 of exactly `length` bytes, written the one right way; otherwise null. */
export function strictBase64(text: string, length: number): Buffer | null {
  const bytes = Buffer.from(text, 'base64')
  return bytes.length === length && bytes.toString('base64') === text ? bytes : null
}

/** A key's file, or its second line alone; null where it is neither. */
export function keyBytes(text: string, length: number): Buffer | null {
  const lines = linesOf(text.trim(), 4096) ?? []
  const isFile = lines.length === 2 && lines[0]!.startsWith(UNTRUSTED)
  const encoded = isFile ? lines[1] : lines.length === 1 ? lines[0] : undefined
  return encoded === undefined ? null : strictBase64(encoded, length)
}

/** As minisign writes it: the eight bytes as one little-endian number in hexadecimal digits. */
export function formatKeyId(keyId: Uint8Array): string {
  return Buffer.from(keyId).reverse().toString('hex').toUpperCase()
}

/** A key or signature that cannot be used; the message says why and what to do. */
export class MinisignError extends UserError {
  override name = 'MinisignError'
}
