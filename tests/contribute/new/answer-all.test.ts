import { describe, expect, it } from 'vitest'
import { answerAll, type Answering } from '../../../src/contribute/new/answer-all.ts'
import type { Person } from '../../../src/contribute/new/person.ts'
import { readPeople, writePeople } from '../../../src/contribute/new/people.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

function answering(options: Partial<Answering>): Answering {
  const surroundings = { zooDir: freshFolder(), layout: 'card' as const }
  return {
    stated: {},
    proposed: {},
    guess: () => ({}),
    person: null,
    isQuick: false,
    surroundings,
    ...options,
  }
}

const FULL = { id: 'liver', title: 'Liver', summary: 'Segments livers.', license: 'mit' }

/** Says what stands in the table, or takes the proposal, and keeps what was asked. */
function scripted(says: Record<string, string>): { person: Person; asked: string[] } {
  const asked: string[] = []
  const person: Person = {
    answer: (question, proposal, fault) => {
      asked.push(question.key)
      const text = says[question.key] ?? proposal
      expect(fault(text)).toBeNull()
      return Promise.resolve(text)
    },
    text: () => Promise.resolve(''),
    confirm: () => Promise.resolve(true),
    tell: () => undefined,
  }
  return { person, asked }
}

describe('answers without a person', () => {
  it('are what flags say, then what was found out, then what the words of both tell', async () => {
    const guess = ({ summary }: { summary?: string }) =>
      summary === undefined ? {} : { task: 'image-segmentation' }
    const answers = await answerAll(
      answering({ stated: { title: 'My liver' }, proposed: { ...FULL, doi: '' }, guess }),
    )
    expect(answers).toEqual({ ...FULL, title: 'My liver', task: 'image-segmentation' })
  })

  it('are all missing at once', async () => {
    await expect(answerAll(answering({ proposed: { license: 'other' } }))).rejects.toThrow(
      [
        'These answers are missing or wrong:',
        '  --id NAME: This is needed, for example "liver-unet".',
        '  --title TEXT: This is needed, for example "Liver segmentation in CT".',
        '  --summary TEXT: This is needed, for example "Segments the liver in abdominal CT.".',
        '  --license-name TEXT: This is needed, for example "Our research licence".',
        '  --license-link LINK: This is needed, for example "https://example.org/licence".',
        'Add them, or run the command at a terminal, where it asks. Nothing was written.',
      ].join('\n'),
    )
  })

  it.each([
    ['license', 'cc-by', '--license ID: "cc-by" is not an SPDX id. Did you mean cc-by-4.0?'],
    ['version', 'v1', '--version NUMBER: This must be plain dotted numbers'],
    ['doi', 'nature', '--doi DOI: This must look like 10.1109/'],
    ['homepage', 'example.org', '--homepage URL: This is not an address.'],
    ['authors', 'Ada <12>', '--authors "NAME <ORCID>; …": This must look like 0000-'],
    ['id', 'raw', '--id NAME: "raw" is a name of the store\'s own pages.'],
    ['title', 'a\u0007', '--title TEXT: The text holds a control character.'],
    ['date', '2026-02-30', '--date DAY: This must be a date that exists'],
  ])('are refused where --%s says %j', async (key, text, message) => {
    await expect(answerAll(answering({ stated: { [key]: text }, proposed: FULL }))).rejects.toThrow(message)
  })

  it('leave out guesses that are not fit and that nobody needs', async () => {
    expect(await answerAll(answering({ proposed: { ...FULL, homepage: 'nowhere', doi: 'x' } }))).toEqual(FULL)
  })
})

describe('answers of a person', () => {
  it('are asked for but where a flag said it, and later questions know earlier answers', async () => {
    const { person, asked } = scripted({
      id: 'spleen',
      license: 'other',
      license_name: 'Ours',
      license_link: 'LICENSE',
    })
    const proposed = { summary: 'Segments spleens.', version: '2.0' }
    const answers = await answerAll(answering({ stated: { task: 'image-segmentation' }, proposed, person }))
    expect(asked).toEqual([
      'id',
      'title',
      'summary',
      'license',
      'license_name',
      'license_link',
      'authors',
      'modality',
      'library',
    ])
    expect(answers).toMatchObject({ id: 'spleen', title: 'Spleen', license_link: 'LICENSE', version: '2.0' })
  })

  it('are asked for with --yes only where they are needed and nothing is proposed', async () => {
    const { person, asked } = scripted({ summary: 'Segments.' })
    await answerAll(
      answering({
        proposed: { ...FULL, summary: '' },
        person,
        isQuick: true,
      }),
    )
    expect(asked).toEqual(['summary'])
  })

  it('are asked for where what was found out cannot be', async () => {
    const surroundings = { zooDir: freshFolder(), layout: 'card' as const }
    mkdirSync(join(surroundings.zooDir, 'Liver'))
    const { person, asked } = scripted({ id: 'liver-2' })
    const proposed = { ...FULL, authors: 'Ada', task: 't', modality: 'CT', library: 'x' }
    const answers = await answerAll(answering({ proposed, person, isQuick: true, surroundings }))
    expect(asked).toEqual(['id'])
    expect(answers.id).toBe('liver-2')
  })
})

describe('an id of nnU-Net', () => {
  it.each([
    ['liver', 'Results of nnU-Net are named Dataset'],
    ['Dataset007_Other', 'The number 007 is that of "Dataset007_Liver" too'],
  ])('is not %s', async (id, message) => {
    const surroundings = { zooDir: freshFolder(), layout: 'nnunet' as const }
    mkdirSync(join(surroundings.zooDir, 'Dataset007_Liver'))
    await expect(answerAll(answering({ stated: { id }, proposed: FULL, surroundings }))).rejects.toThrow(
      message,
    )
  })
})

describe('authors in a line', () => {
  it('are read as they were written', () => {
    const text = 'Ada Example (Here, there) <0000-0002-1825-0097>; Bob Example'
    const people = readPeople(text)
    expect(people).toEqual([
      { name: 'Ada Example', affiliation: 'Here, there', orcid: '0000-0002-1825-0097' },
      { name: 'Bob Example' },
    ])
    expect(writePeople(people.map((one) => ({ affiliation: null, orcid: null, ...one })))).toBe(text)
  })

  it.each([
    ['Ada Example, Bob Example', ['Ada Example', 'Bob Example']],
    ['Ada Example and Bob Example', ['Ada Example', 'Bob Example']],
    ['Example, Ada', ['Example, Ada']],
    ['Example, Ada; Example, Bob', ['Example, Ada', 'Example, Bob']],
  ])('are several where nothing else can be meant: %s', (text, names) => {
    expect(readPeople(text).map(({ name }) => name)).toEqual(names)
  })
})
