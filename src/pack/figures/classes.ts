/** The names of classes from the labels file of a DIGITS snapshot: one on each line, in the order of the network's outputs. */
import type { Entry } from '../../zoo/entry.ts'
import { cleanLine, cutAtWord } from '../../zoo/text.ts'
import type { SourceZoo } from '../source.ts'
import { figureText } from './figure-file.ts'

const MAX_BYTES = 1024 * 1024
const MOST_CLASSES = 10_000
const MOST_LETTERS = 120

/** Empty where no file lists them. */
export function readClasses(entry: Entry, zoo: SourceZoo): string[] {
  const name = entry.digits?.info['labels file']
  const file = entry.digits?.files.find(({ path }) => path === name)
  return parseClasses((file && figureText(entry, zoo, file, MAX_BYTES)) ?? '')
}

/** Empty lines at the end are no classes; one between others is a class without a name. */
export function parseClasses(text: string): string[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/, MOST_CLASSES)
  const last = lines.findLastIndex((line) => line.trim() !== '')
  return lines.slice(0, last + 1).map((line) => cutAtWord(cleanLine(line.slice(0, 1000)), MOST_LETTERS))
}
