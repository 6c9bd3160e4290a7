import { expect, it } from 'vitest'
import { card, problemsOf, type Files } from '../zoo/folders.ts'

it.each<[string, Files, string]>([
  ['files', { 'a/weights/A.bin': 'x', 'a/weights/a.bin': 'x' }, 'zoo/a/weights/a.bin'],
  ['folders', { 'a/weights/M/x': 'x', 'a/weights/m/y': 'x' }, 'zoo/a/weights/m'],
  ['a file and a folder', { 'a/weights/M': 'x', 'a/weights/m/y': 'x' }, 'zoo/a/weights/m'],
])('%s of one entry that differ only in case are refused', async (_, files, named) => {
  const problems = await problemsOf({ 'a/README.md': card('license: mit'), ...files })
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatch(new RegExp(`^${named}: The name differs from zoo/a/weights/`))
})

it('the same name in two sections is fine', async () => {
  const files = { 'a/weights/config.json': 'x', 'a/data/Config.json': 'x' }
  expect(await problemsOf({ 'a/README.md': card('license: mit'), ...files })).toEqual([])
})
