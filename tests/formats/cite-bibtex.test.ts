import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapeTex, formatBibtex } from '../../src/formats/cite-bibtex.ts'
import { citedModel } from '../../src/formats/cited-model.ts'
import { cardEntry, fixtureEntry } from '../fixtures/store.ts'
import { hostileEntry, SAMPLES, SITE } from './cite-samples.ts'

interface Reference {
  key: string
  fields: Record<string, string>
}

/** As BibTeX reads: values in braces, which it counts behind backslashes too. Throws where the grammar is broken. */
function readBibtex(text: string): Reference {
  const head = /^@misc\{([^\s,{}%#\\"'~]+),\n/.exec(text)
  if (head === null) throw new Error('no entry')
  const fields: Record<string, string> = {}
  let at = head[0].length
  while (text.slice(at) !== '}\n') {
    const start = /^ {2}([a-z]+) = \{/.exec(text.slice(at))
    if (start === null) throw new Error(`no field at ${at}: ${text.slice(at, at + 40)}`)
    const from = at + start[0].length
    at = endOfBraces(text, from)
    fields[start[1]!] = text.slice(from, at)
    if (text.slice(at, at + 3) !== '},\n') throw new Error(`no end of field at ${at}`)
    at += 3
  }
  return { key: head[1]!, fields }
}

function endOfBraces(text: string, from: number): number {
  let depth = 1
  for (let at = from; at < text.length; at++) {
    if (text[at] === '{') depth++
    if (text[at] === '}' && --depth === 0) return at
  }
  throw new Error('braces are not closed')
}

/** Splits at " and " outside braces, whatever its case, as BibTeX does. */
function names(value: string): string[] {
  const found = ['']
  let depth = 0
  for (let at = 0; at < value.length; at++) {
    if (value[at] === '{') depth++
    if (value[at] === '}') depth--
    if (depth === 0 && /^\sand\s/i.test(value.slice(at, at + 5))) {
      found.push('')
      at += 4
    } else found.push(`${found.pop() ?? ''}${value[at]!}`)
  }
  return found
}

/** What TeX prints of a text that holds no commands but ours. Throws for a sign that TeX would obey. */
function printed(tex: string): string {
  const commands: Record<string, string> = {
    backslash: '\\',
    braceleft: '{',
    braceright: '}',
    asciitilde: '~',
  }
  return tex.replace(
    /\\text([a-z]+)\{\}|\\([&%#_$])|([{}])|([\\&%#_$~^])/g,
    (_, command?: string, sign?: string, brace?: string, bare?: string) => {
      if (bare !== undefined) throw new Error(`TeX would obey ${bare}`)
      if (brace !== undefined) return ''
      return sign ?? { ...commands, asciicircum: '^' }[command!]!
    },
  )
}

describe('formatBibtex', () => {
  it.each(SAMPLES)('is one entry that BibTeX reads, with all of its authors: %s', (_, entry) => {
    const { key, fields } = readBibtex(formatBibtex(entry, SITE))
    const model = citedModel(entry, SITE)
    expect(key).toBe(`${entry.id}-${entry.version}`)
    expect(printed(fields['title']!)).toBe(model.title)
    expect(names(fields['author']!).map(printed)).toEqual(
      model.authors.map(({ person, name }) => (person ? `${person.family}, ${person.given}` : name)),
    )
    expect(printed(fields['howpublished']!)).toBe(SITE.title)
    expect(fields['url']).toBe(`https://lab.example/zoo/${entry.id}/`)
  })

  it('keeps addresses letter by letter', () => {
    const { fields } = readBibtex(formatBibtex(hostileEntry(), SITE))
    expect(fields['doi']).toBe('10.1234/a(b)<c>;d_e')
  })

  it('names year and month where the card names a day, and no other', () => {
    expect(readBibtex(formatBibtex(cardEntry(), SITE)).fields).toMatchObject({ year: '2026', month: '3' })
    expect(readBibtex(formatBibtex(fixtureEntry(), SITE)).fields).not.toHaveProperty('year')
  })
})

describe('escapeTex', () => {
  it('gives text that TeX prints as it was, with braces in pairs', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('\\{}~^&%#_$ aé🧠')), maxLength: 30 }),
        (text) => {
          const escaped = escapeTex(text)
          expect(printed(escaped)).toBe(text)
          expect(endOfBraces(`${escaped}}`, 0)).toBe(escaped.length)
        },
      ),
    )
  })
})
