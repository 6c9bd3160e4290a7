/** A text that the header of a medical image holds. */
export interface HeaderField {
  /** As the format's document calls it: `descrip`, `PatientName`. */
  name: string
  /** Where it begins in the file (of a compressed one: in what it holds), counted from 0. */
  byte: number
  /** Without the padding around it; each byte is one character. */
  text: string
}

/** Text of fixed width: ends at the first NUL, blanks around it do not count. */
export function paddedText(bytes: Buffer): string {
  const end = bytes.indexOf(0)
  return bytes.toString('latin1', 0, end === -1 ? bytes.length : end).trim()
}
