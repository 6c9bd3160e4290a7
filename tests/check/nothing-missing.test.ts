import { expect, it } from 'vitest'
import { card, GOOD, problemsOf, type Files } from '../zoo/folders.ts'

it('a card without anything to download is warned of', async () => {
  expect(await problemsOf({ 'a/README.md': card('license: mit') })).toEqual([
    'zoo/a/README.md: warning: There is nothing to download: no folder with files, and no downloads in the card.',
  ])
})

it('a snapshot without a licence is warned of, and one with a card that states it is not', async () => {
  const files: Files = { ...GOOD.digits }
  delete files['lenet/license.txt']
  expect(await problemsOf(files)).toEqual([
    'zoo/lenet: warning: No licence is stated, so nobody knows what is allowed. State it under license in its README.md.',
  ])
  expect(await problemsOf({ ...files, 'lenet/README.md': card('license: mit') })).toEqual([])
})

it.each(Object.entries(GOOD))('a complete entry of the layout %s is not', async (_, files) => {
  expect(await problemsOf(files)).toEqual([])
})
