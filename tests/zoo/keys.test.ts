import { describe, expect, it } from 'vitest'
import { CARD_KEYS, DOWNLOAD_KEYS, keyFor, nearestKey, STORE_KEYS, unknownKey } from '../../src/zoo/keys.ts'

describe('a key of front matter', () => {
  it.each(['license', 'model-index', 'downloads', 'widget', 'extra_gated_prompt', 'base_model_relation'])(
    '%s is known',
    (key) => expect(unknownKey(key, CARD_KEYS)).toBeNull(),
  )

  it.each([
    ['licence', 'license'],
    ['License', 'license'],
    ['license-name', 'license_name'],
    ['tag', 'tags'],
    ['titel', 'title'],
    ['pipline_tag', 'pipeline_tag'],
    ['download', 'downloads'],
  ])('%s is a typo of %s', (key, nearest) => expect(unknownKey(key, CARD_KEYS)).toEqual({ nearest }))

  it.each(['colour', 'x', 'rating', 'sha', '__proto__', 'constructor'])(
    '%s is unknown, and near to none',
    (key) => {
      expect(unknownKey(key, CARD_KEYS)).toEqual({ nearest: null })
    },
  )

  it.each([
    ['locl_id', DOWNLOAD_KEYS, 'local_id'],
    ['sha265', DOWNLOAD_KEYS, 'sha256'],
    ['mesage', STORE_KEYS, 'message'],
    ['ulr', STORE_KEYS, null],
  ])('%s is near to what its own place knows', (key, known, nearest) => {
    expect(nearestKey(key, known)).toBe(nearest)
  })
})

describe('a key by another word', () => {
  it.each([
    ['release_date', 'date_released'],
    ['Keywords', 'tags'],
    ['framework', 'library_name'],
    ['description', 'summary'],
    ['colour', null],
    ['constructor', null],
  ])('%s is %s', (word, key) => expect(keyFor(word, CARD_KEYS, {})).toBe(key))

  it('is none where the card has it, or where it means nothing', () => {
    expect(keyFor('keywords', CARD_KEYS, { tags: [] })).toBeNull()
    expect(keyFor('keywords', STORE_KEYS, {})).toBeNull()
  })

  it.each(CARD_KEYS)('does not hide that %s is known', (key) => {
    expect(unknownKey(key, CARD_KEYS)).toBeNull()
  })
})
