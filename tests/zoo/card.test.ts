import { describe, expect, it } from 'vitest'
import { parseCard } from '../../src/zoo/card.ts'
import { formatProblem } from '../../src/zoo/problem.ts'
import { card } from './folders.ts'

const parse = (...lines: string[]) => parseCard(card(...lines), 'zoo/a/README.md')
const problems = (...lines: string[]) => parse(...lines).problems.map(formatProblem)

describe('parseCard', () => {
  it('reads every key that has a meaning', () => {
    const { fields, license, problems } = parse(
      'title: >\n  A long\n  title',
      'version: "1.10"',
      'license: CC-BY-4.0',
      'tags: [3d, 2024, ct]',
      'language: no',
      'authors: [{name: A, orcid: https://orcid.org/0000-0002-1825-0097}, B]',
      'doi: https://doi.org/10.1109/TMI.2018.2806309',
      'datasets: one',
      'base_model: []',
      'homepage: https://example.org',
    )
    expect(problems).toEqual([])
    expect(license?.id).toBe('cc-by-4.0')
    expect(fields).toMatchObject({
      title: 'A long title',
      version: '1.10',
      tags: ['3d', '2024', 'ct'],
      language: ['no'],
      authors: [
        { name: 'A', affiliation: null, orcid: '0000-0002-1825-0097' },
        { name: 'B', affiliation: null, orcid: null },
      ],
      doi: '10.1109/TMI.2018.2806309',
      datasets: ['one'],
      base_model: [],
      homepage: 'https://example.org/',
    })
  })

  it('reports every mistake at once, with its line', () => {
    expect(
      problems(
        'licence: mit',
        'license: CC-BY',
        'version: 1.10',
        'favourite: blue',
        'title: "a\\u202eb"',
        'homepage: javascript:alert(1)',
        'authors: [{nam: A}]',
        'downloads:',
        '  weights:',
        '    url: ftp://example.org/w.tar.gz',
        '    sha256: 123',
        '    size: 1.5',
        '    destinaton: models',
      ),
    ).toMatchInlineSnapshot(`
      [
        "zoo/a/README.md:6: title: The text holds an invisible character or one that turns the direction of writing. Type it again as plain text.",
        "zoo/a/README.md:4: version: This must be text. Quote it, as in "1.0": without quotes 1.10 is read as 1.1.",
        "zoo/a/README.md:8: authors 1: "nam" is not a known key. Did you mean name?",
        "zoo/a/README.md:7: homepage: This is not an address. Write it whole, beginning with https:// or http://.",
        "zoo/a/README.md:11: downloads.weights.url: This is not an address. Write it whole, beginning with https:// or http://.",
        "zoo/a/README.md:12: downloads.weights.sha256: This must be 64 hexadecimal digits in quotes.",
        "zoo/a/README.md:13: downloads.weights.size: This must be a whole number of bytes, without unit or separator. "npm run pin" finds it out.",
        "zoo/a/README.md:14: downloads.weights: "destinaton" is not a known key. Did you mean destination?",
        "zoo/a/README.md:2: "licence" is not a known key. Did you mean license?",
        "zoo/a/README.md:5: warning: "favourite" is not a known key; it is passed over.",
        "zoo/a/README.md:3: license: "CC-BY" is not an SPDX id. Did you mean cc-by-4.0? For a licence without an id write "other" with license_name and license_link.",
      ]
    `)
  })

  it.each([
    ['Title: x', 'title'],
    ['model_index: []', 'model-index'],
    ['tag: [a]', 'tags'],
    ['pipeline-tag: x', 'pipeline_tag'],
    ['auhtors: []', 'authors'],
    ['sumary: x', 'summary'],
    ['download: {}', 'downloads'],
  ])('takes %j for a typo of %s', (line, key) => {
    expect(problems('license: mit', line).join()).toContain(`Did you mean ${key}?`)
  })

  it.each([
    'widget: []',
    'co2_eq_emissions: 3',
    'inference: false',
    'extra_gated_prompt: x',
    'emoji: 🦁',
    'language_bcp47: [en]',
  ])('passes over %s, a key of Hugging Face', (line) => expect(problems('license: mit', line)).toEqual([]))

  it('warns of any other unknown key', () => {
    expect(problems('license: mit', 'favourite_colour: blue')).toEqual([
      'zoo/a/README.md:3: warning: "favourite_colour" is not a known key; it is passed over.',
    ])
  })

  it.each([
    [
      ['license: other', 'license_name: lab', 'license_link: https://example.org/l'],
      { id: 'other', name: 'lab', url: 'https://example.org/l' },
    ],
    [
      ['license: other', 'license_name: lab', 'license_link: LICENSE'],
      { id: 'other', name: 'lab', url: null, commercialUse: 'ask' },
    ],
    [['license: MIT OR CC-BY-NC-4.0'], { id: 'other', name: 'MIT OR CC-BY-NC-4.0', commercialUse: 'yes' }],
    [['license: [mit, cc-by-nc-4.0]'], { commercialUse: 'no' }],
    [['license: [mit, apache-2.0]'], { id: 'other', name: 'MIT, Apache-2.0', url: null }],
    [['license: [mit]'], { id: 'mit' }],
    [['license: mit', 'license_link: javascript:alert(1)'], { url: 'https://spdx.org/licenses/MIT.html' }],
  ])('reads the licence of %j', (lines, license) => {
    expect(parse(...lines).license).toMatchObject(license)
  })

  it.each([
    [['license: other'], 'license_name and license_link'],
    [['license: Other', 'license_name: lab'], 'license_link'],
    [['license: other', 'license_link: LICENSE'], 'license_name'],
  ])('wants name and link of another licence: %j', (lines, absent) => {
    const text = card(...lines)
    const found = (isClone: boolean) =>
      parseCard(text, 'zoo/a/README.md', isClone).problems.map(formatProblem)
    const message = `license: "other" says nothing by itself. Add ${absent}: what it is called, and where it can be read.`
    expect(found(false)).toEqual([`zoo/a/README.md:2: ${message}`])
    expect(found(true)).toEqual([`zoo/a/README.md:2: warning: ${message}`])
  })

  it.each(['javascript:alert(1)', 'mailto:a@b.org', '"#x"'])(
    'refuses %s as the link of a licence',
    (link) => {
      expect(problems('license: other', 'license_name: lab', `license_link: ${link}`)).toEqual([
        expect.stringContaining('is no address. Write it whole, or name a file of this folder.'),
      ])
    },
  )

  it.each(['1.10', '2', '1e3', 'v1.0', '"1.0-rc1"', '"../1"', 'true', '""', '[1]'])(
    'refuses version: %s',
    (version) => {
      const found = problems('license: mit', `version: ${version}`)
      expect(found).toHaveLength(1)
      expect(found[0]).toMatch(/^zoo\/a\/README\.md:3: version: This must be/)
    },
  )

  it.each([
    '0000-0002-1825-009',
    '0000-0002-1825-0098',
    'http://orcid.example/0000-0002-1825-0097',
    '../0000-0002-1825-0097',
  ])('refuses orcid %s', (orcid) => {
    expect(problems('license: mit', `authors: [{name: A, orcid: "${orcid}"}]`)).toHaveLength(1)
  })

  it.each(['10.1/x', 'https://example.org/10.1109/x', '10.1109/a b'])('refuses doi %s', (doi) => {
    expect(problems('license: mit', `doi: "${doi}"`)).toHaveLength(1)
  })

  it('reports a typo in a single author, who stands there without a list', () => {
    expect(problems('license: mit', 'authors:', '  name: A', '  affilation: B').join()).toContain(
      '"affilation" is not a known key. Did you mean affiliation?',
    )
  })

  it('never hands a control character of the front matter on to the terminal', () => {
    expect(problems('%\u001b[31mred', 'license: mit').join()).not.toContain('\u001b')
  })
})
