import { expect, it } from 'vitest'
import { describeRefusals } from '../../../src/contribute/new/describe-find.ts'

it('of a whole PyTorch model, tells how its weights are saved', () => {
  const refused = (path: string) =>
    describeRefusals([
      { path, from: `/${path}`, message: 'It imports "a.B", which is not on the allow list.' },
    ])
  expect(refused('model.pt').at(-1)).toContain('.state_dict(), "weights.pt")')
  expect(refused('model.pkl')).toHaveLength(1)
})
