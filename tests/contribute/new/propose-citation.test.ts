import { describe, expect, it } from 'vitest'
import { proposeFromCitation } from '../../../src/contribute/new/propose-citation.ts'

const CITATION = `cff-version: 1.2.0
message: Cite it.
title: Liver segmentation
abstract: Segments livers. And more.
version: v2.1
date-released: 2026-03-01
license: Apache-2.0
doi: 10.1000/xyz
url: https://example.org/liver
keywords: [liver, ct]
authors:
  - given-names: Ada
    name-particle: de
    family-names: Example
    affiliation: University; of Somewhere
    orcid: https://orcid.org/0000-0002-1825-0097
  - name: The Liver Group
`

describe('proposals from CITATION.cff', () => {
  it('are its facts, as a person would type them', () => {
    expect(proposeFromCitation(CITATION)).toEqual({
      title: 'Liver segmentation',
      summary: 'Segments livers.',
      license: 'apache-2.0',
      version: '2.1',
      date: '2026-03-01',
      doi: '10.1000/xyz',
      homepage: 'https://example.org/liver',
      tags: 'liver, ct',
      authors: 'Ada de Example (University of Somewhere) <0000-0002-1825-0097>; The Liver Group',
    })
  })

  it.each([
    ['no YAML', 'a: [b'],
    ['no such file', 'title: Liver'],
    ['too many brackets', `cff-version: 1.2.0\na: ${'['.repeat(100)}`],
    ['too much', `cff-version: 1.2.0\nabstract: ${'a'.repeat(70_000)}`],
  ])('are none where it holds %s', (_, text) => {
    expect(proposeFromCitation(text)).toEqual({})
  })

  it('keep an author whose ORCID iD is mistyped', () => {
    const text = CITATION.replace('0097', '0098')
    expect(proposeFromCitation(text).authors).toBe(
      'Ada de Example (University of Somewhere); The Liver Group',
    )
  })

  it('leave out what has the wrong shape', () => {
    const text =
      'cff-version: 1.2.0\ntitle: [a]\nauthors: Ada\nversion: beta\nlicense: mine\ndate-released: 2026-02-31\n'
    const found = Object.values(proposeFromCitation(text)).filter((value) => value !== '')
    expect(found).toEqual([])
  })
})
