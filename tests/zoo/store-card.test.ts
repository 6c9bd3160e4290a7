import { describe, expect, it } from 'vitest'
import { formatProblem } from '../../src/zoo/problem.ts'
import { parseStoreCard } from '../../src/zoo/store-card.ts'

const parse = (text: string) => parseStoreCard(text, 'zoo/README.md')
const withKeys = (...lines: string[]) => parse(`---\n${lines.join('\n')}\n---\n# The zoo\n\nProse.\n`)
const problems = (...lines: string[]) => withKeys(...lines).problems.map(formatProblem)

describe('the card of a store', () => {
  it('is complete where there is none', () => {
    expect(parse('')).toEqual({
      card: {
        title: 'Model zoo',
        message: '',
        url: null,
        contact: null,
        logo: null,
        accent: null,
        footer: '',
        artifacts: null,
        host: null,
        checks: {},
        prose: '',
      },
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

  it('has a look of its own', () => {
    expect(
      withKeys('logo: ./Our logo.png', 'accent: "#2B6"', 'footer: >-', '  Run by **us**.', '  Ask us.'),
    ).toMatchObject({
      card: { logo: 'Our logo.png', accent: '#22bb66', footer: 'Run by **us**. Ask us.' },
    })
  })

  it.each([
    [
      'logo: ../logo.png',
      'logo: This must be the name of a picture that lies beside this card, such as logo.png.',
    ],
    [
      'logo: brand/logo.png',
      'logo: This must be the name of a picture that lies beside this card, such as logo.png.',
    ],
    [
      'logo: https://lab.example/logo.png',
      'logo: This must be the name of a picture that lies beside this card, such as logo.png.',
    ],
    [
      'logo: .logo.png',
      'logo: This must be the name of a picture that lies beside this card, such as logo.png.',
    ],
    ['logo: [a]', 'logo: This must be the name of a picture.'],
    [
      'accent: green',
      'accent: This must be a colour of six hexadecimal digits after "#", in quotes, such as "#2b6a4d".',
    ],
    [
      'accent: "#2b6a4d; color: red"',
      'accent: This must be a colour of six hexadecimal digits after "#", in quotes, such as "#2b6a4d".',
    ],
    ['accent: 123456', 'accent: This must be a colour in quotes, such as "#2b6a4d".'],
    ['footer: [a]', 'footer: This must be text.'],
    ['footer: "One.\\n\\nTwo."', 'footer: This must be one paragraph, without an empty line.'],
    [`footer: ${'x'.repeat(1001)}`, 'footer: This must have at most 1000 characters.'],
  ])('is refused with %s', (line, problem) => {
    expect(problems(line)).toEqual([`zoo/README.md:2: ${problem}`])
  })

  it('says which colours replace one that could not be read', () => {
    expect(problems('accent: "#ffee00"')).toMatchInlineSnapshot(`
      [
        "zoo/README.md:2: warning: accent: #ffee00 is too pale for letters on a light page (contrast 1.1, 4.5 is needed). The light theme shows #766e0a instead, the dark theme #ffee00.",
      ]
    `)
    expect(problems('accent: "#2b6a4d"')).toEqual([])
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
