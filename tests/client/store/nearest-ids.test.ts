import { expect, it } from 'vitest'
import { nearestIds } from '../../../src/client/store/nearest-ids.ts'

const IDS = ['lenet_digits', 'liver-ct', 'liver-mr', 'spleen_ct', 'spleen_ct_large', 'brain']

it.each([
  ['Spleen-CT', ['spleen_ct', 'spleen_ct_large']],
  ['liver', ['liver-ct', 'liver-mr']],
  ['lenet_model_zoo', ['lenet_digits']],
  ['brian', ['brain']],
  ['spleem_ct', ['spleen_ct', 'spleen_ct_large']],
  ['xyz', []],
  ['a', []],
  ['', []],
  ['-', []],
])('for %j, the nearest ids are %j', (id, expected) => {
  expect(nearestIds(id, IDS)).toEqual(expected)
})
