import { describe, expect, it } from 'vitest'
import { dayOf, isDay } from '../../src/zoo/day.ts'
import { card, GOOD, problemsOf, readFiles } from './folders.ts'

describe('isDay', () => {
  it.each(['2016-08-31', '2016-02-29', '1000-01-01', '9999-12-31'])('takes %s', (text) => {
    expect(isDay(text)).toBe(true)
  })

  it.each([
    '2015-02-29',
    '2016-02-31',
    '2016-13-01',
    '2016-00-10',
    '2016-1-1',
    '0999-01-01',
    '2016-08-31T',
    '',
  ])('refuses %j', (text) => {
    expect(isDay(text)).toBe(false)
  })
})

describe('dayOf', () => {
  it.each<[unknown, string | null]>([
    ['2016-08-31 12:33:44', '2016-08-31'],
    ['2016-08-31 12:33:44.123456', '2016-08-31'],
    ['2015-02-29 00:00:00', null],
    ['2016-08-31 12:33', null],
    ['2016-08-31T12:33:44', null],
    ['31 August 2016', null],
    ['</updated>', null],
    [1472646824, null],
    [null, null],
  ])('is the day of a time that DIGITS wrote: %j', (time, expected) => {
    expect(dayOf(time)).toBe(expected)
  })
})

describe('date_released', () => {
  it.each([
    ['2026-11-20', '2026-11-20'],
    ['"2026-11-20"', '2026-11-20'],
    ['', null],
    ['""', null],
  ])('is read as %j', async (written, date) => {
    const { entries, problems } = await readFiles({
      'liver/README.md': card('license: mit', `date_released: ${written}`),
    })
    expect([problems, entries[0]?.date]).toEqual([[], date])
  })

  it.each(['2026-02-30', '20 November 2026', '2026', '[2026-11-20]', '2026-11-20T00:00:00Z'])(
    'must be a day: %s',
    async (written) => {
      const problems = await problemsOf({
        ...GOOD.card,
        'liver/README.md': card('license: mit', `date_released: ${written}`),
      })
      expect(problems).toEqual([
        expect.stringMatching(/^zoo\/liver\/README\.md:3: date_released: This must be a date/),
      ])
    },
  )

  it('wins over the time of a DIGITS job', async () => {
    const info = {
      ...(JSON.parse(GOOD.digits['lenet/info.json']) as object),
      'creation time': '2016-08-31 12:33:44',
    }
    const files = { ...GOOD.digits, 'lenet/info.json': JSON.stringify(info) }
    const withCard = { ...files, 'lenet/README.md': card('license: mit', 'date_released: 2020-01-02') }
    const dates = await Promise.all(
      [files, withCard].map(async (one) => (await readFiles(one)).entries[0]?.date),
    )
    expect(dates).toEqual(['2016-08-31', '2020-01-02'])
  })
})
