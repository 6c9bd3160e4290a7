import { expect, it } from 'vitest'
import { checkMonaiNames } from '../../src/check/monai-names.ts'
import { formatProblem } from '../../src/zoo/problem.ts'

const BUNDLE = [{ files: [{ path: 'configs/metadata.json' }, { path: 'models/model.pt' }] }]
const bundle = (id: string) => ({ id, nnunet: null, sections: BUNDLE })
const check = (...entries: Parameters<typeof checkMonaiNames>[0]) =>
  checkMonaiNames(entries, { label: 'zoo' }).map(formatProblem)

it('two bundles that MONAI gives one name are refused, and both are named', () => {
  expect(check(bundle('net.v2'), bundle('net_v2'), bundle('spleen'))).toEqual([
    'zoo/net_v2: MONAI calls this bundle "net-v2", and that of zoo/net.v2 too: it then finds one of them. Rename one of the two.',
  ])
})

it('one that was packed by an earlier build counts as well', () => {
  expect(check({ id: 'a.b', nnunet: null, monai: {} }, bundle('a_b'))).toHaveLength(1)
  expect(check({ id: 'a.b', nnunet: null, monai: null }, bundle('a_b'))).toEqual([])
})

it('what is no bundle may have such names', () => {
  const plain = { nnunet: null, sections: [{ files: [{ path: 'model.pt' }] }, { files: null }] }
  const nnunet = { nnunet: {}, sections: BUNDLE }
  expect(check({ id: 'a.b', ...plain }, bundle('a_b'), { id: 'a-b', ...nnunet })).toEqual([])
  expect(check({ id: 'a.b', ...nnunet }, bundle('a_b'))).toEqual([])
})
