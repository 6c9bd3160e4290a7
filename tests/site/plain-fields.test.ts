import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { withPlainFields } from '../../src/site/plain-fields.ts'

describe('class fields that are spelt as calls', () => {
  it.each([
    ['_defineProperty(this, "tokens", []);', 'this.tokens = [];'],
    ['_defineProperty(\n\tthis,\n\t"level",\n\t0\n);', 'this.level = 0;'],
    [
      '_defineProperty(\n  this,\n  /**\n  * A *note*, and; more\n  */\n  "content",\n  ""\n);',
      'this.content = "";',
    ],
    ['_defineProperty(this, "core", /* ours */ new Core());', 'this.core = /* ours */ new Core();'],
    ['_defineProperty(MarkdownIt, "Token", Token);', '_defineProperty(MarkdownIt, "Token", Token);'],
  ])('%j becomes %j', (code, expected) => {
    expect(withPlainFields(code)).toBe(expected)
  })

  it('are all found in the package that we use', () => {
    const path = fileURLToPath(import.meta.resolve('markdown-it'))
    expect(withPlainFields(readFileSync(path, 'utf8'))).not.toMatch(/_defineProperty\(\s*this/)
  })
})
