import { expect, it } from 'vitest'
import { exampleIds } from '../../src/site/client-guides.ts'
import { sampleDownload, sampleEntry } from './sample-entry.ts'

it('the example for a client is of its own framework, where one is', () => {
  const downloads = [sampleDownload(), sampleDownload({ section: 'data' })]
  const own = sampleEntry({ id: 'own', library: 'niftynet', downloads })
  const short = sampleEntry({ id: 'short', library: null })
  expect(exampleIds([short, own])).toEqual(['own', 'short'])
  expect(exampleIds([short])).toEqual(['short'])
})
