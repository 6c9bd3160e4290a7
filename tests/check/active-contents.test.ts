import { expect, it } from 'vitest'
import { card, GOOD, problemsOf } from '../zoo/folders.ts'

it.each([
  '<!DOCTYPE html><script>alert(1)</script>',
  '\n\t <HTML>',
  '\ufeff<script >alert(1)</script>',
  '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
  '<?xml version="1.0"?><svg/>',
  '<!-- x --><script>alert(1)</script>',
  '%PDF-1.7',
])('a file of a snapshot that begins with %j is refused, whatever its name', async (text) => {
  expect(await problemsOf({ ...GOOD.digits, 'lenet/a.caffemodel': text })).toEqual([
    expect.stringMatching(/^zoo\/lenet\/a\.caffemodel: active-content: This begins like a web page/),
  ])
})

it.each(['name: "LeNet" # <html>', '<UNK>\n<s>\n', '<b', '<pad>\n', '# <script>', '<abc>'])(
  'a file of a snapshot that begins with %j passes',
  async (text) => expect(await problemsOf({ ...GOOD.digits, 'lenet/labels.txt': text })).toEqual([]),
)

it('a page inside an archive passes', async () => {
  const files = { 'a/README.md': card('license: mit'), 'a/weights/help': '<html><script>1</script></html>' }
  expect(await problemsOf(files)).toEqual([])
})
