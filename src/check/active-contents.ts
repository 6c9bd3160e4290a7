/**
 * A page under the name of something else: files of a DIGITS snapshot are published as they are, Apache sends no type with an ending that it
 * does not know, and a browser then goes by the first bytes (https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type).
 */
import type { Problem } from '../zoo/problem.ts'
import type { Content } from './content.ts'

const PAGE =
  /^(?:\xef\xbb\xbf)?[\t\n\f\r ]*(?:<(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|svg)[\s>]|<!--|<\?xml|%PDF-)/i

export function checkActiveContents({ entry, path, head, place }: Content): Problem[] {
  const isLoose = entry.digits?.files.some((file) => file.from === path && !file.path.includes('/'))
  if (!isLoose || !PAGE.test(head.toString('latin1'))) return []
  const message =
    'This begins like a web page, and a browser may open it as one of the store. Put the real file in its place, or remove it.'
  return [{ file: place, kind: 'active-content', message, severity: 'error' }]
}
