import { expect, it } from 'vitest'
import { shortId, specUrls } from '../../../src/client/niftynet/spec-urls.ts'

it.each([
  ['net', 'net'],
  ['net_model_zoo', 'net'],
  ['a_model_zoo_b', 'a_b'],
  ['net_model_zoo_model_zoo', 'net_model_zoo'],
  ['net_MODEL_ZOO', 'net_MODEL_ZOO'],
])('%s is the model %s', (id, short) => {
  expect(shortId(id)).toBe(short)
})

it('asks for the newest address first, then for those of older zoos, each once', () => {
  expect(specUrls('http://h/zoo', 'net')).toMatchInlineSnapshot(`
    [
      "http://h/zoo/raw/5-reorganising-with-lfs/net/main.ini",
      "http://h/zoo/raw/new_dataset_api/net.ini",
      "http://h/zoo/raw/new_dataset_api/net_model_zoo.ini",
      "http://h/zoo/raw/master/net.ini",
      "http://h/zoo/raw/master/net_model_zoo.ini",
      "http://h/zoo/net.ini",
      "http://h/zoo/net_model_zoo.ini",
    ]
  `)
  expect(specUrls('http://h/zoo', 'net_model_zoo')).toMatchInlineSnapshot(`
    [
      "http://h/zoo/raw/5-reorganising-with-lfs/net/main.ini",
      "http://h/zoo/raw/new_dataset_api/net_model_zoo.ini",
      "http://h/zoo/raw/new_dataset_api/net.ini",
      "http://h/zoo/raw/master/net_model_zoo.ini",
      "http://h/zoo/raw/master/net.ini",
      "http://h/zoo/net_model_zoo.ini",
      "http://h/zoo/net.ini",
    ]
  `)
})
