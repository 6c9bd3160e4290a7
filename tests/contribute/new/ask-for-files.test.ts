import { describe, expect, it } from 'vitest'
import { askForFiles } from '../../../src/contribute/new/ask-for-files.ts'
import type { NewOptions } from '../../../src/contribute/new/new-options.ts'
import type { Person } from '../../../src/contribute/new/person.ts'

const URL = 'https://example.org/w.tar.gz'
const OPTIONS: NewOptions = {
  ...{ paths: [], sections: [], answers: {}, hosted: {}, citationFile: null, thumbnail: null },
  ...{ fetch: false, yes: false, dryRun: false, leaveOut: false },
}

/** Types the texts one after the other. */
function typing(...texts: string[]): Person {
  return {
    answer: () => Promise.reject(new Error('no such question')),
    text: (_, __, fault) => {
      const text = texts.shift() ?? ''
      expect(fault(text)).toBeNull()
      return Promise.resolve(text)
    },
    confirm: () => Promise.resolve(true),
    tell: () => undefined,
  }
}

describe('an address where a path is meant', () => {
  it('is that of hosted weights', async () => {
    const asked = await askForFiles({ ...OPTIONS, paths: [URL], hosted: { size: '7' } }, null)
    expect(asked).toMatchObject({ paths: [], hosted: { url: URL, size: '7' } })
    expect(await askForFiles(OPTIONS, typing(` ${URL} `))).toMatchObject({ paths: [], hosted: { url: URL } })
    expect(await askForFiles(OPTIONS, typing('', URL))).toMatchObject({ paths: [], hosted: { url: URL } })
  })

  it('leads to npm run import, where it is that of a description', async () => {
    const paths = ['https://example.org/rdf.yaml']
    await expect(askForFiles({ ...OPTIONS, paths }, null)).rejects.toThrow(
      'npm run import -- https://example.org/rdf.yaml',
    )
  })
})
