import { describe, expect, it } from 'vitest'
import { commercialUse, licenseValues } from '../../src/site/licenses.ts'
import { licenseById } from '../../src/zoo/license.ts'
import { sampleDownload, sampleEntry } from './sample-entry.ts'

const MIT = licenseById('mit')!
const NC = licenseById('cc-by-nc-4.0')!

describe('the licences of an entry', () => {
  it('are its own and those of sections that differ', () => {
    const downloads = [
      sampleDownload({ section: 'weights', license: null }),
      sampleDownload({ section: 'code', license: MIT }),
      sampleDownload({ section: 'data', license: NC }),
    ]
    const entry = sampleEntry({ license: MIT, downloads })
    expect(licenseValues(entry).map(({ text }) => text)).toEqual(['MIT', 'CC-BY-NC-4.0 (data)'])
    expect(commercialUse(entry).text).toBe('yes; data: no')
  })

  it('answer once where all answer alike', () => {
    expect(commercialUse(sampleEntry({ license: NC, downloads: [] })).text).toBe('no')
    expect(commercialUse(sampleEntry({ license: licenseById('gemma')! })).text).toBe('ask the authors')
  })

  it('are no legal advice', () => {
    expect(commercialUse(sampleEntry({})).title).toContain('not legal advice')
  })
})
