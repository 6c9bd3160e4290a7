import { describe, expect, it } from 'vitest'
import { linkerFor } from '../../src/site/links.ts'
import { renderFooter } from '../../src/site/store-footer.ts'

const render = (markdown: string, page = 'lenet/') =>
  renderFooter(markdown, linkerFor(page, 'https://lab.example/zoo'))

describe('the owner’s line at the foot', () => {
  it.each([
    ['', ''],
    ['Run by **us**, *not* `you`.', 'Run by <strong>us</strong>, <em>not</em> <code>you</code>.'],
    ['[Us](mailto:zoo@lab.example)', '<a href="mailto:zoo@lab.example">Us</a>'],
    ['[Lab](https://lab.example)', '<a href="https://lab.example" rel="nofollow noopener">Lab</a>'],
    ['[Add](contribute/)', '<a href="../contribute/">Add</a>'],
    ['[Add](./clients)', '<a href="../clients/">Add</a>'],
  ])('%s is %s', (markdown, html) => {
    expect(render(markdown).trim()).toBe(html)
  })

  it('links absolutely on the page that is shown at any depth', () => {
    expect(render('[Add](contribute/)', '404.html')).toBe('<a href="/zoo/contribute/">Add</a>')
  })

  it.each([
    ['# A heading', 'A heading'],
    ['- one\n- two', 'one\ntwo'],
    ['<script>alert(1)</script>x', 'x'],
    ['<img src=x onerror=alert(1)>x', 'x'],
    ['![a](https://elsewhere.example/a.png)x', 'x'],
    ['<b onclick="x()" style="color:red" id="content" class="skip">x</b>', '<b>x</b>'],
    ['[x](javascript:alert(1))', '[x](javascript:alert(1))'],
    ['<a href="javascript:alert(1)">x</a>', 'x'],
    ['<a href="//elsewhere.example/">x</a>', 'x'],
    ['<a href="../../other/">x</a>', 'x'],
    ['<style>body{display:none}</style><table><tr><td>x/</td></tr></table>', 'x/'],
    ['</p></footer><form action="https://elsewhere.example"><input name=a>x</form>', 'x'],
    ['a\u202eb', 'ab'],
  ])('%s is nothing but %s', (markdown, html) => {
    expect(
      render(markdown)
        .replace(/<\/?span>/g, (tag) => tag)
        .trim(),
    ).toBe(html)
  })
})
