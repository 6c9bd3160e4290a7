/** Which licence a name means: people write them in many ways. */
import { licenseById } from '../zoo/license.ts'

const NAME_CHARS = 200

/** The lower-case id that somebody meant by `Apache License 2.0`, `CC BY 4.0` or `GPLv3`; null: none is sure. */
export function licenseOfName(name: string): string | null {
  const short = name.slice(0, NAME_CHARS).toLowerCase().trim()
  const plain = short
    .replace(/^https?:\/\/creativecommons\.org\/licenses\/([a-z-]+)\/(\d\.\d)\/?$/, 'cc-$1-$2')
    .replace(/^https?:\/\/spdx\.org\/licenses\/([a-z0-9.+-]+?)(\.html)?$/, '$1')
    .replace(/\b(the|licen[cs]e|version|international|software)\b/g, ' ')
    .replace(/\bv\.?(?=\d)/g, ' ')
    .replace(/(?<=[a-z])v(?=\d)/g, ' ')
    .replace(/[\s_,]+/g, ' ')
    .trim()
  const dashed = plain.replace(/ /g, '-').replace(/-{2,}/g, '-')
  const candidates = [
    short,
    plain,
    dashed,
    `${dashed}.0`,
    dashed.replace(/^(bsd)-?(\d)(-clause)?$/, '$1-$2-clause'),
    dashed === 'cc0' ? 'cc0-1.0' : '',
  ]
  const known = candidates.map(licenseById).find((license) => license !== null)
  return known?.id ?? null
}
