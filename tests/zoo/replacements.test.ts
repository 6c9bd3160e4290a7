import { describe, expect, it } from 'vitest'
import { replacementOf } from '../../src/zoo/replacements.ts'

describe('replacementOf', () => {
  it.each<[string, string | number, string, string | null]>([
    ['version', 1.1, '1.10', '"1.10"'],
    ['version', 2, '2', '"2"'],
    ['version', 'v1.2', 'v1.2', '"1.2"'],
    ['version', 'v1.2', '"v1.2"', '"1.2"'],
    ['version', 1000, '1e3', null],
    ['version', 'beta', 'beta', null],
    ['date_released', '2026/11/20', '2026/11/20', '2026-11-20'],
    ['date_released', 20261120, '20261120', '2026-11-20'],
    ['date_released', '2026-1-2', '2026-1-2', '2026-01-02'],
    ['date_released', '20.11.2026', '20.11.2026', '2026-11-20'],
    ['date_released', '11/20/2026', '11/20/2026', '2026-11-20'],
    ['date_released', '20 November 2026', '…', '2026-11-20'],
    ['date_released', 'Nov 20, 2026', '…', '2026-11-20'],
    ['date_released', 'Nob 20, 2026', '…', null],
    ['date_released', '03/04/2026', '…', null],
    ['date_released', '31.02.2026', '…', null],
    ['orcid', '0000 0002 1825 0097', '…', '0000-0002-1825-0097'],
    ['orcid', 'orcid.org/0000-0002-1694-233x', '…', '0000-0002-1694-233X'],
    ['orcid', '0000 0002 1825 0098', '…', null],
    ['orcid', '0000-0002-1825', '…', null],
    ['doi', 'doi.org/10.1109/TMI.2018.2806309', '…', '10.1109/TMI.2018.2806309'],
    ['doi', 'see the paper', '…', null],
    ['size', '17853647', '"17853647"', '17853647'],
    ['size', '17 MB', '17 MB', null],
    ['size', '17_853_647', '17_853_647', '17853647'],
    ['size', '17,853,647 bytes', '…', '17853647'],
    ['size', '17.853.647', '…', '17853647'],
    ['size', '17 853', '…', '17853'],
    ['size', '17.853', '…', null],
    ['size', '17,853.647', '…', null],
    ['size', '1785 B', '…', '1785'],
    ['version', '“1.0”', '“1.0”', '"1.0"'],
    ['orcid', 218250097, '0000000218250097', '0000-0002-1825-0097'],
    ['sha256', `sha256:${'a'.repeat(64)}`, '…', 'a'.repeat(64)],
    ['sha256', 'abc', 'abc', null],
    ['destination', 'Models', 'Models', 'models'],
    ['destination', 'model', 'model', null],
    ['host', 'GitHub-Pages', 'GitHub-Pages', 'github-pages'],
    ['accent', '2b6a4d', '2b6a4d', '"#2b6a4d"'],
    ['mirrors', 'https://a.example/b', '"https://a.example/b"', '["https://a.example/b"]'],
    ['mirrors', 'https://a.example/[b', 'https://a.example/[b', null],
    ['title', 'x', 'x', null],
    ['constructor', 'x', 'x', null],
  ])('%s: %j, written %s, becomes %j', (key, value, source, wanted) => {
    expect(replacementOf(['a', key], value, source)).toBe(wanted)
  })

  it('leaves anything but a text or a number alone', () => {
    expect(replacementOf(['version'], ['1.0'], '["1.0"]')).toBeNull()
  })

  it('takes time in proportion to the text', () => {
    for (const key of ['version', 'date_released', 'orcid', 'doi', 'mirrors'])
      expect(replacementOf([key], '0-/. '.repeat(20_000), '')).toBeNull()
  })
})
