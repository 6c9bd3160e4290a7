import { expect, it } from 'vitest'
import { card, problemsOf } from '../zoo/folders.ts'

it('ids that differ only in case are refused, both named', async () => {
  const files = { 'Liver/README.md': card('license: mit'), 'liver/README.md': card('license: mit') }
  const problems = await problemsOf({ ...files, 'Liver/weights/x': 'x', 'liver/weights/x': 'x' })
  expect(problems).toEqual([
    'zoo/liver: The name differs from zoo/Liver only in upper and lower case. Rename one of the two.',
  ])
})
