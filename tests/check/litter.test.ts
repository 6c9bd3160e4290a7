import { expect, it } from 'vitest'
import { card, problemsOf } from '../zoo/folders.ts'

const inEntry = (path: string) =>
  problemsOf({ 'a/README.md': card('license: mit'), 'a/weights/x': 'x', [`a/${path}`]: 'x' })

it.each([
  ['code/__pycache__/net.cpython-311.pyc', 'code/__pycache__'],
  ['code/net.pyc', 'code/net.pyc'],
  ['weights/Thumbs.db', 'weights/Thumbs.db'],
  ['weights/desktop.ini', 'weights/desktop.ini'],
  ['weights/__MACOSX/x', 'weights/__MACOSX'],
])('%s is left over by a program: a warning', async (path, named) => {
  const problems = await inEntry(path)
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatch(new RegExp(`^zoo/a/${named}: warning: litter: .*remove it`))
})

it.each(['.DS_Store', '.env', '.netrc', '.ipynb_checkpoints/a.ipynb', '._model.bin', '.model.swp'])(
  'weights/%s is hidden: an error',
  async (name) => {
    expect(await inEntry(`weights/${name}`)).toEqual([
      `zoo/a/weights/${name}: This begins with a dot. Hidden files are not published: remove it.`,
    ])
  },
)

it('an editor’s backup is an error', async () => {
  expect(await inEntry('code/net.py~')).toEqual([
    "zoo/a/code/net.py~: This is an editor's backup. Remove it.",
  ])
})

it.each(['code/net.py', 'code/pycache/x', 'data/thumbs.csv', 'code/desktop.ini.txt', 'code/my__pycache__/x'])(
  '%s is no litter',
  async (path) => expect(await inEntry(path)).toEqual([]),
)

it('a folder of litter is named once', async () => {
  const files = Object.fromEntries([1, 2, 3].map((n) => [`a/code/__pycache__/${n}.pyc`, 'x']))
  expect(
    await problemsOf({ 'a/README.md': card('license: mit'), 'a/weights/x': 'x', ...files }),
  ).toHaveLength(1)
})
