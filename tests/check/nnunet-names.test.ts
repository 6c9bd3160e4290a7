import { describe, expect, it } from 'vitest'
import { GOOD, problemsOf, type Files } from '../zoo/folders.ts'

const named = (name: string): Files =>
  Object.fromEntries(
    Object.entries(GOOD.nnunet).map(([path, content]) => [path.replace('Dataset123_Liver', name), content]),
  )

describe('the name of a folder of nnU-Net results', () => {
  it.each(['Dataset000_A', 'Dataset123_Liver-2.b', 'Dataset999_a_b'])('may be %s', async (name) => {
    expect(await problemsOf(named(name))).toEqual([])
  })

  it.each(['liver', 'Dataset12_Liver', 'Dataset1234_Liver', 'dataset123_Liver', 'Dataset123', 'Dataset123_'])(
    'is never %s',
    async (name) => {
      expect(await problemsOf(named(name))).toEqual([
        `zoo/${name}: The folder of nnU-Net results must be named Dataset, three digits, "_" and a name: Dataset123_Liver.`,
      ])
    },
  )

  it('has a number that no other one in the store has', async () => {
    expect(
      await problemsOf({ ...GOOD.nnunet, ...named('Dataset123_Spleen'), ...named('Dataset124_Spleen') }),
    ).toEqual([
      'zoo/Dataset123_Spleen: The number 123 is that of zoo/Dataset123_Liver too; nnU-Net then finds neither. Renumber one.',
    ])
  })
})
