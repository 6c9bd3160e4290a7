import { describe, expect, it } from 'vitest'
import { formatProblem } from '../../src/zoo/problem.ts'
import { parseStoreCard } from '../../src/zoo/store-card.ts'

const parse = (text: string) => parseStoreCard(text, 'zoo/README.md')
const withKeys = (...lines: string[]) => parse(`---\n${lines.join('\n')}\n---\n# The zoo\n\nProse.\n`)
const problems = (...lines: string[]) => withKeys(...lines).problems.map(formatProblem)

describe('the card of a store', () => {
  it('is complete where there is none', () => {
    expect(parse('')).toEqual({
      card: { title: 'Model zoo', message: '', url: null, contact: null, checks: {}, prose: '' },
      problems: [],
    })
  })

  it('takes its title from the first heading where it names none', () => {
    expect(parse('# Our *models*\n').card.title).toBe('Our models')
    expect(withKeys('title: Mine').card).toMatchObject({ title: 'Mine', prose: '# The zoo\n\nProse.\n' })
  })

  it.each([
    ['https://lab.example', 'https://lab.example'],
    ['https://lab.example/', 'https://lab.example'],
    ['https://lab.example/zoo//', 'https://lab.example/zoo'],
    ['HTTP://LAB.example:8000/Zoo', 'http://lab.example:8000/Zoo'],
  ])('has the address %s without a slash at its end: %s', (url, stated) => {
    expect(withKeys(`url: ${url}`).card.url).toBe(stated)
  })

  it.each([
    ['zoo@lab.example', 'mailto:zoo@lab.example'],
    ['mailto:zoo@lab.example', 'mailto:zoo@lab.example'],
    ['https://lab.example/help', 'https://lab.example/help'],
  ])('has the contact %s as an address: %s', (contact, address) => {
    expect(withKeys(`contact: ${contact}`).card.contact).toBe(address)
  })

  it.each([
    'lab.example',
    'ftp://lab.example',
    'https://me:secret@lab.example',
    'https://lab.example/?x=1',
    'https://lab.example/#x',
    'javascript:alert(1)',
    '[a]',
  ])('is refused with the address %s', (url) => {
    expect(problems(`url: ${url.includes('#') ? `"${url}"` : url}`)).toEqual([
      expect.stringMatching(/^zoo\/README\.md:2: url: [A-Z].*\.$/),
    ])
  })

  it.each(['nobody', 'a b@lab.example', 'javascript:alert(1)', 'mailto:a@b.example?subject=x'])(
    'is refused with the contact %s',
    (contact) => {
      expect(problems(`contact: "${contact}"`)).toEqual([
        'zoo/README.md:2: contact: This must be an e-mail or web address.',
      ])
    },
  )

  it('is refused with a contact that reads differently from what it says', () => {
    expect(problems('contact: "a\u202eb@lab.example"')).toEqual([
      expect.stringMatching(/^zoo\/README\.md:2: contact: The text holds an invisible character/),
    ])
  })

  it('reports every mistake with its line, a typo with the nearest key', () => {
    expect(problems('titel: x', 'message: [a]', 'colour: green')).toMatchInlineSnapshot(`
      [
        "zoo/README.md:3: message: This must be text.",
        "zoo/README.md:2: "titel" is not a known key. Did you mean title?",
        "zoo/README.md:4: warning: "colour" is not a known key; it is passed over.",
      ]
    `)
  })
})
