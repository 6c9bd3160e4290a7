import { describe, expect, it } from 'vitest'
import { licenseByFullName, licenseById, nearestLicense } from '../../src/zoo/license.ts'

describe('licenseById', () => {
  it('knows SPDX ids in any case', () => {
    expect(licenseById('CC-BY-4.0')).toEqual({
      id: 'cc-by-4.0',
      name: 'CC-BY-4.0',
      url: 'https://spdx.org/licenses/CC-BY-4.0.html',
      commercialUse: 'yes',
    })
  })

  it.each([
    'mit',
    'apache-2.0',
    'cc0-1.0',
    'gpl-3.0',
    'openrail',
    'llama3.1',
    'gemma',
    'unknown',
    'bigscience-bloom-rail-1.0',
  ])('knows %s', (id) => expect(licenseById(id)?.id).toBe(id))

  it.each(['CC-BY', 'free', '', 'constructor'])('does not know %j', (id) =>
    expect(licenseById(id)).toBeNull(),
  )
})

describe('nearestLicense', () => {
  it.each([
    ['CC-BY', 'cc-by-4.0'],
    ['Apache 2.0', 'apache-2.0'],
    ['apache', 'apache-2.0'],
    ['mitt', 'mit'],
    ['cc-by-nc-sa', 'cc-by-nc-sa-4.0'],
    ['bsd3-clause', 'bsd-3-clause'],
  ])('takes %s for %s', (text, id) => expect(nearestLicense(text)).toBe(id))

  it.each(['none', 'proprietary', 'see LICENSE', ''])('has no idea of %j', (text) => {
    expect(nearestLicense(text)).toBeNull()
  })
})

describe('licenseByFullName', () => {
  it.each([
    ['MIT License', 'mit'],
    ['The MIT License', 'mit'],
    ['Apache 2.0', 'apache-2.0'],
    ['Apache License, Version 2.0', 'apache-2.0'],
    ['CC BY 4.0', 'cc-by-4.0'],
    ['CC0', 'cc0-1.0'],
    ['BSD 3-Clause License', 'bsd-3-clause'],
    ['CC BY', null],
    ['GPL version 3', null],
    ['my own', null],
  ])('%s is %s', (name, id) => {
    expect(licenseByFullName(name)).toBe(id)
  })
})
