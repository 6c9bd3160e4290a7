import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../../src/zoo/entry.ts'
import type { StoreEntry } from '../../src/store.ts'
import { formatDigitsInfo } from '../../src/formats/digits-info.ts'
import { cardEntry, digitsEntry, nnunetEntry } from '../fixtures/store.ts'

const infoOf = (entry: StoreEntry): Record<string, JsonValue> =>
  JSON.parse(formatDigitsInfo(entry)) as Record<string, JsonValue>

/** The DIGITS entry with some keys of its info.json replaced; undefined: missing. */
function snapshotWith(
  info: Record<string, JsonValue | undefined>,
  entry: Partial<StoreEntry> = {},
): StoreEntry {
  const whole = digitsEntry()
  const merged = Object.entries({ ...whole.digits!.info, ...info }).filter((pair) => pair[1] !== undefined)
  return {
    ...whole,
    ...entry,
    digits: { ...whole.digits!, info: Object.fromEntries(merged) as Record<string, JsonValue> },
  }
}

describe('info.json of a DIGITS entry', () => {
  it('keeps every key that DIGITS wrote', () => {
    expect(infoOf(digitsEntry())).toEqual(digitsEntry().digits!.info)
  })

  it.each(['name', 'note', 'username'])('has a %s even where the snapshot has none', (key) => {
    expect(infoOf(snapshotWith({ [key]: undefined }))[key]).toMatch(/./)
  })

  it.each([
    ['name', 'Another title'],
    ['note', 'Another summary.'],
    ['username', 'Fixture lab'],
  ])('takes its %s from a card that says something else', (key, expected) => {
    const authors = [{ name: 'Fixture lab', affiliation: null, orcid: null }]
    const entry = snapshotWith({}, { title: 'Another title', summary: 'Another summary.', authors })
    expect(infoOf(entry)[key]).toBe(expected)
  })

  it.each(['Reads\n one  digit. And more.', '**Reads** one `digit`.', '# LeNet\n\nReads one digit.'])(
    'keeps the whole note where the summary was taken from it: %j',
    (note) => {
      expect(infoOf(snapshotWith({ note }))['note']).toBe(note)
    },
  )

  it('never lacks name, note and username, whatever kind of value the snapshot has there', () => {
    const entry = snapshotWith({ name: 1, note: [], username: null }, { title: '', summary: '', authors: [] })
    expect(infoOf(entry)).toMatchObject({ name: 'lenet_digits', note: '', username: '' })
  })

  it('states the framework as DIGITS spells it', () => {
    expect(infoOf(snapshotWith({ framework: 'Caffe' }))['framework']).toBe('caffe')
  })
})

describe('info.json of any other entry', () => {
  it.each([
    ['card', cardEntry()],
    ['nnU-Net', nnunetEntry()],
  ])('holds nothing that DIGITS could import: %s', (_, entry) => {
    expect(Object.keys(infoOf(entry))).toEqual(['name', 'note', 'username', 'version', 'license', 'entry'])
  })
})
