import { describe, expect, it } from 'vitest'
import { citedModel } from '../../src/formats/cited-model.ts'
import { formatRis } from '../../src/formats/cite-ris.ts'
import { cardEntry } from '../fixtures/store.ts'
import { hostileEntry, SAMPLES, SITE } from './cite-samples.ts'

/** Throws for a line that is no tag with its value. */
function readRis(text: string): [string, string][] {
  return text
    .replace(/\n$/, '')
    .split(/\r\n|[\n\r\u0085\u2028\u2029\f\v]/)
    .map((line) => {
      const match = /^([A-Z][A-Z0-9]) {2}- ([^]*)$/.exec(line)
      if (match === null) throw new Error(`no line of RIS: ${line}`)
      return [match[1]!, match[2]!]
    })
}

describe('formatRis', () => {
  it.each(SAMPLES)('is one record of a program: %s', (_, entry) => {
    const record = readRis(formatRis(entry, SITE))
    const tags = record.map(([tag]) => tag)
    expect([record[0], record.at(-1)]).toEqual([
      ['TY', 'COMP'],
      ['ER', ''],
    ])
    expect(tags.filter((tag) => tag === 'TY' || tag === 'ER')).toHaveLength(2)
    for (const once of ['TI', 'ET', 'PB', 'UR']) expect(tags.filter((tag) => tag === once)).toHaveLength(1)
    expect(record.filter(([tag]) => tag === 'AU')).toHaveLength(citedModel(entry, SITE).authors.length)
  })

  it('has one comma in the name of a person, none in that of a group, and no asterisk in either or in a keyword', () => {
    const record = readRis(formatRis(hostileEntry(), SITE))
    const people = citedModel(hostileEntry(), SITE).authors.map(({ person }) => person !== null)
    const commas = record.filter(([tag]) => tag === 'AU').map(([, name]) => name.split(',').length - 1)
    expect(commas).toEqual(people.map(Number))
    for (const [tag, value] of record) if (tag === 'AU' || tag === 'KW') expect(value).not.toContain('*')
  })

  it('writes the day as RIS wants it', () => {
    expect(readRis(formatRis(cardEntry(), SITE))).toEqual(
      expect.arrayContaining([
        ['PY', '2026'],
        ['DA', '2026/03/01/'],
        ['DO', '10.1234/fixture'],
        ['AU', 'Fixture, Ada M.'],
      ]),
    )
  })
})
