import sanitizeHtml from 'sanitize-html'
import { describe, expect, it } from 'vitest'
import { renderCard, renderStoreProse } from '../../src/site/card-html.ts'
import { sampleEntry } from './sample-entry.ts'

interface Element {
  name: string
  attributes: Record<string, string>
}

/** Every element of a piece of HTML, as a parser sees it. */
function elementsOf(html: string): Element[] {
  const found: Element[] = []
  sanitizeHtml(html, {
    allowedTags: [],
    onOpenTag: (name, attributes) => found.push({ name, attributes: { ...attributes } }),
  })
  return found
}

function textOf(html: string): string {
  return sanitizeHtml(html, { allowedTags: [], textFilter: (text) => text }).trim()
}

const ENTRY = sampleEntry({
  media: [
    { source: 'figures/dice.png', path: 'liver/media/figures/dice.png', width: 800, height: 400 },
    { source: 'größe.png', path: 'liver/media/größe.png', width: 10, height: 20 },
  ],
  loose: [{ path: 'labels.txt', size: 1, sha256: '0'.repeat(64) }],
})

function card(markdown: string): string {
  return renderCard({ ...ENTRY, card: markdown })
}

function hrefs(markdown: string): (string | undefined)[] {
  return elementsOf(card(markdown))
    .filter(({ name }) => name === 'a')
    .map(({ attributes }) => attributes['href'])
}

describe('what a hostile card cannot do', () => {
  const HOSTILE = [
    '<script>alert(1)</script>',
    '<ScRiPt src=//evil.example/x.js></sCrIpT>',
    '<img src=x onerror=alert(1)>',
    '<img src="x" onerror = "alert(1)" style="background:url(javascript:alert(1))">',
    '<svg/onload=alert(1)><a xlink:href="javascript:alert(1)">x</a></svg>',
    '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<object data="data:text/html,<script>alert(1)</script>"></object><embed src=x>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" &#106;avascript:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="vbscript:x">x</a>',
    '<a href="//evil.example">x</a>',
    '<a href="\\\\evil.example">x</a>',
    '<a href="https://a.example" target="_blank" onclick="x()" ping="https://b.example">x</a>',
    '[x](javascript:alert(1)) [y](<javascript:alert(1)>) [z]: data:text/html,x',
    '![x](javascript:alert(1)) ![y](data:image/svg+xml,<svg>)',
    '<form action="https://evil.example"><input name=a><button>x</button></form>',
    '<meta http-equiv="refresh" content="0;url=https://evil.example"><base href="https://evil.example"><link rel=stylesheet href=x>',
    '<style>body{display:none}</style><p style="position:fixed" class="button" id="content">x</p>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>',
    '<xmp><p title="</xmp><img src=x onerror=alert(1)>">',
    '<!--><img src=x onerror=alert(1)>-->',
    '<template><img src=x onerror=alert(1)></template>',
    '<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)>',
    '<details ontoggle=alert(1) open><summary onclick=x>y</summary></details>',
    '<p role="alert" aria-live="assertive" tabindex="1" accesskey="x" contenteditable>x</p>',
    '`<script>alert(1)</script>` and\n\n    <script>alert(1)</script>\n',
    '| <img src=x onerror=alert(1)> |\n| --- |\n| <script>alert(1)</script> |',
    '<a name="constructor" id="__proto__">x</a><p id="toString">',
    '<div class=" class" class="as-table" role="table">',
  ]
  const ALLOWED =
    /^(h[2-6]|p|div|span|br|hr|blockquote|pre|code|[uo]l|li|d[ltd]|details|summary|fig\w+|a|img|em|i|strong|b|s|del|ins|mark|small|su[bp]|kbd|samp|var|abbr|table|caption|t(head|body|foot|r|h|d)|input|q|cite|dfn|wbr)$/
  const ATTRIBUTES =
    /^(id|dir|lang|title|href|rel|src|alt|width|height|loading|decoding|type|checked|disabled|aria-label|aria-colspan|start|reversed|(col|row)span|scope|open|tabindex|class|role)$/

  it.each(HOSTILE)('%s', (markdown) => {
    for (const { name, attributes } of elementsOf(card(markdown))) {
      expect(name).toMatch(ALLOWED)
      for (const attribute of Object.keys(attributes)) expect(attribute).toMatch(ATTRIBUTES)
      expect(attributes['href'] ?? '#').toMatch(/^(https?:\/\/|mailto:|#card-|#)/)
      expect(attributes['src'] ?? 'media/').toMatch(/^media\//)
      expect(attributes['id'] ?? 'card-').toMatch(/^card-/)
      expect(attributes['tabindex'] ?? '0').toBe('0')
      expect(attributes['role'] ?? 'group').toBe('group')
      expect(attributes['type'] ?? 'checkbox').toBe('checkbox')
      expect(attributes['class'] ?? 'scroll').toMatch(/^(scroll|foreign|align-\w+|language-[\w+#.-]+)$/)
    }
  })

  it('shows code as code', () => {
    expect(card('`<script>`')).toBe('<p><code>&lt;script&gt;</code></p>\n')
  })

  /** As large as a card may be. */
  const LIMIT = 256 * 1024
  const filled = (piece: string, before = '', after = '') =>
    before + piece.repeat((LIMIT - before.length - after.length) / piece.length) + after
  const half = (piece: string) => piece.repeat(LIMIT / 2 / piece.length)

  const BOMBS: [string, string][] = [
    ['nested quotes', filled('> ')],
    ['nested quotes without blanks', filled('>')],
    ['brackets', filled('[')],
    ['brackets that are closed', half('[') + half(']')],
    ['brackets a line', filled('[\n')],
    ['links begun', filled('[a](')],
    ['links in links', filled('[', '', '](x)'.repeat(30_000))],
    ['pictures begun', filled('![')],
    ['pictures in pictures', '!['.repeat(40_000) + '](x)'.repeat(40_000)],
    ['stars', filled('*', '', 'a')],
    ['emphases begun', filled('*a _b ')],
    ['emphases that cross', filled('*a**b')],
    ['lines struck through', filled('~~*a~~*')],
    ['backticks', filled('`a``b')],
    ['nested elements', filled('<div>')],
    ['nested words', filled('<b>')],
    ['elements that nobody knows', filled('<x>')],
    ['ends without beginnings', filled('</a>')],
    ['nested lists', filled('- ', '', 'x')],
    ['lists', filled('- a\n')],
    ['tasks', filled('- [x] a\n')],
    ['notes', filled('> [!NOTE]\n> a\n\n')],
    ['headings', filled('# a\n')],
    ['tags begun', filled('<a href=')],
    ['one tag of many attributes', filled('b=c ', '<a ', '>')],
    ['nested tables', filled('<table><tr><td>')],
    ['a table of many columns', `${'|a'.repeat(30_000)}|\n${'|-'.repeat(30_000)}|\n${'|b'.repeat(30_000)}|`],
    [
      'a table to be filled up',
      `${'|a'.repeat(15_000)}|\n${'|-'.repeat(15_000)}|\n${filled('|\n').slice(70_000)}`,
    ],
    ['a table of many rows', filled('|b|\n', '|a|\n|-|\n')],
    ['comments begun', filled('<!-- ')],
    ['ampersands', filled('&')],
    ['entities', filled('&#x202e;')],
    ['definitions of links', filled('[a]: /u\n')],
    ['a definition with an endless title', filled('t\n', '[a]: /u "')],
    [
      'a long address that is used often',
      `[a]: https://a.example/${half('b')}\n\n${half('[a] ').slice(100)}`,
    ],
    [
      'a long title that is used often',
      `[a]: https://a.example "${half('b')}"\n\n${half('[a] ').slice(100)}`,
    ],
    ['a long address of pictures', `[a]: https://a.example/${half('b')}\n\n${half('![a] ').slice(100)}`],
    ['addresses without a scheme', filled('//a.b/')],
    ['addresses', filled('http://a.b ')],
    ['an address of brackets', filled('(a)', 'http://a.b/')],
    ['blanks in a style', filled(' ', '<p style="text-align:', '">x')],
    ['letters', filled('a')],
    ['letters with accents', filled('a\u0301')],
  ]

  // Each takes a second on a quiet machine; the limit is for a busy one.
  it.each(BOMBS)(
    'as large as a card may be, and made of %s, it is shown, and is no larger than a page may be',
    (_, markdown) => {
      expect(markdown.length).toBeLessThanOrEqual(LIMIT)
      expect(markdown.length).toBeGreaterThan(LIMIT * 0.6)
      expect(card(markdown).length).toBeLessThan(16 * LIMIT)
    },
    60_000,
  )

  it('keeps its words where it has more addresses than fit', () => {
    const html = card(`[a]: https://a.example/${half('b')}\n\n${'[a] ![a] '.repeat(1000)}`)
    expect(elementsOf(html).filter(({ attributes }) => attributes['href']).length).toBeLessThan(20)
    expect(textOf(html).length).toBeGreaterThan(2000)
  })

  it('may use a definition often', () => {
    expect(hrefs(`[a]: https://a.example/${'b'.repeat(100)}\n\n${'[a] '.repeat(3000)}`)).toHaveLength(3000)
  })
})

describe('pictures', () => {
  it('shows a picture of the entry from its own folder, with its size', () => {
    const [picture] = elementsOf(card('![Dice by class](figures/dice.png)')).filter(
      ({ name }) => name === 'img',
    )
    expect(picture!.attributes).toEqual({
      src: 'media/figures/dice.png',
      alt: 'Dice by class',
      width: '800',
      height: '400',
      loading: 'lazy',
      decoding: 'async',
    })
  })

  it.each([
    '<img src="./figures/dice.png" width="200">',
    '<picture><source srcset=x><img src="figures/dice.png" width=200px></picture>',
  ])('keeps the width that the card asks for: %s', (html) => {
    const picture = elementsOf(card(html)).find(({ name }) => name === 'img')
    expect([picture?.attributes['width'], picture?.attributes['height']]).toEqual(['200', '100'])
  })

  it('finds a picture whose name is percent-encoded', () => {
    expect(card('![x](gr%C3%B6%C3%9Fe.png)')).toContain('src="media/gr%C3%B6%C3%9Fe.png"')
  })

  it('turns a picture of another host into a link that names the host', () => {
    expect(card('![Licence: MIT](https://img.example/badge.svg)')).toBe(
      '<p><a href="https://img.example/badge.svg" rel="nofollow noopener" class="foreign">Licence: MIT (img.example)</a></p>\n',
    )
  })

  it('keeps the link of a badge and shows its words', () => {
    expect(card('[![Paper](https://img.example/b.svg)](https://arxiv.example/1)')).toBe(
      '<p><a href="https://arxiv.example/1" rel="nofollow noopener"><span>Paper</span></a></p>\n',
    )
  })

  it('shows the words of a picture that is not published', () => {
    expect(card('before ![A curve](curve.svg) after')).toBe('<p>before <span>A curve</span> after</p>\n')
  })
})

describe('links', () => {
  it('leads to published files and nowhere else', () => {
    expect(hrefs('[a](labels.txt) [b](figures/dice.png)')).toEqual(['labels.txt', 'media/figures/dice.png'])
    expect(hrefs('[a](LICENSE) [b](weights/model.onnx) [c](../other/) [d](/root) [e](?x)')).toEqual([])
    expect(textOf(card('see [the licence](LICENSE) here'))).toBe('see the licence here')
  })

  it('tells search engines to ignore foreign links', () => {
    const [link] = elementsOf(card('https://a.example/')).filter(({ name }) => name === 'a')
    expect(link!.attributes).toEqual({ href: 'https://a.example/', rel: 'nofollow noopener' })
  })

  it('follows a table of contents, and drops links to headings that are not there', () => {
    const html = card('[Use](#-use-it) [Gone](#gone)\n\n## 🚀 Use it\n')
    expect(html).toContain('<a href="#card--use-it">Use</a>')
    expect(html).toContain('<h3 id="card--use-it">')
    expect(html).toContain('<a>Gone</a>')
    expect(card('[Top](#liver-on-ct)\n\n# Liver on CT')).toContain('<a>Top</a>')
  })

  it('takes no name of a file for a host', () => {
    expect(hrefs('model.py README.md www.example.com')).toEqual([])
  })

  it('keeps one of two equal ids', () => {
    const ids = elementsOf(card('<a id="x"></a><a name="x"></a>')).map(({ attributes }) => attributes['id'])
    expect(ids.filter(Boolean)).toEqual(['card-x'])
  })
})

describe('headings', () => {
  function levels(markdown: string): string[] {
    return elementsOf(card(markdown)).flatMap(({ name }) => (/^h\d$/.test(name) ? [name] : []))
  }

  it.each([
    ['# Liver on CT\n## A\n### B\n## C', ['h3', 'h4', 'h3']],
    ['# Another title\n## A', ['h3', 'h4']],
    ['## A\n#### B\n# C', ['h3', 'h4', 'h3']],
    ['<h1 align="center">LIVER  on CT</h1>\n\n## A', ['h3']],
    ['## A\n\n# Liver on CT', ['h3', 'h3']],
    ['# A\n## B\n### C\n#### D\n##### E\n###### F', ['h3', 'h4', 'h5', 'h6', 'h6', 'h6']],
  ])('of %j are %j', (markdown, expected) => {
    expect(levels(markdown)).toEqual(expected)
  })
})

describe('tables', () => {
  it('scroll in a box that the keyboard reaches', () => {
    const [box, table] = elementsOf(card('| a | b |\n| --- | --: |\n| 1 | 2 |'))
    expect(box).toEqual({
      name: 'div',
      attributes: { class: 'scroll', role: 'group', 'aria-label': 'Table 1', tabindex: '0' },
    })
    expect(table!.name).toBe('table')
  })

  it('stand in one box where they are nested', () => {
    const boxes = elementsOf(
      card('<table><tr><td><table><tr><td>x</td></tr></table></td></tr></table>\n\n<table></table>'),
    )
    expect(boxes.flatMap(({ attributes }) => attributes['aria-label'] ?? [])).toEqual(['Table 1', 'Table 2'])
  })

  it('keep their alignment without a style', () => {
    const cells = elementsOf(card('| a |\n| --: |\n| 1 |')).filter(({ name }) => name === 'td')
    expect(cells[0]!.attributes).toEqual({ class: 'align-right' })
  })

  it('have no header without a word', () => {
    const names = elementsOf(card('| | b |\n| --- | --- |\n| 1 | 2 |')).map(({ name }) => name)
    expect(names.filter((name) => name === 'th')).toHaveLength(1)
  })
})

describe('what GitHub’s dialect adds', () => {
  it('shows tasks as boxes that cannot be ticked', () => {
    const boxes = elementsOf(card('- [x] done\n- [ ] open')).filter(({ name }) => name === 'input')
    expect(boxes.map(({ attributes }) => attributes)).toEqual([
      { type: 'checkbox', disabled: '', checked: '', 'aria-label': 'Done' },
      { type: 'checkbox', disabled: '', 'aria-label': 'To do' },
    ])
  })

  it('names a note', () => {
    expect(textOf(card('> [!WARNING]\n> Not for patients.'))).toMatch(/^Warning\s*Not for patients\.$/)
  })
})

describe('the store’s own prose', () => {
  it('leads to pages of models and of the store', () => {
    const html = renderStoreProse('[a](liver/) [b](liver/README.md) [c](clients/) [d](gone/)', 'Zoo', [
      'liver',
    ])
    const links = elementsOf(html).flatMap(({ name, attributes }) =>
      name === 'a' ? [attributes['href']] : [],
    )
    expect(links).toEqual(['liver/', 'liver/', 'clients/'])
  })

  it('tells a table by roles, since DIGITS takes cells for models', () => {
    const html = renderStoreProse(
      '| a | |\n| --- | :-: |\n| raw/master/ | x |\n\n<td>models/</td>',
      'Zoo',
      [],
    )
    const elements = elementsOf(html)
    expect(elements.filter(({ name }) => /^t[a-z]+$/.test(name))).toEqual([])
    expect(elements.flatMap(({ attributes }) => attributes['role'] ?? [])).toEqual(
      expect.arrayContaining(['table', 'rowgroup', 'row', 'columnheader', 'cell']),
    )
  })
})
