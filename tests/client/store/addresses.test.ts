import { describe, expect, it } from 'vitest'
import { storeAddresses } from '../../../src/client/store/addresses.ts'
import { UsageError } from '../../../src/client/usage-error.ts'

describe('storeAddresses', () => {
  it.each([
    [['https://lab.example/zoo'], ['https://lab.example/zoo']],
    [['https://lab.example/zoo/', 'https://lab.example/zoo'], ['https://lab.example/zoo']],
    [['https://LAB.example:443/zoo//'], ['https://lab.example/zoo']],
    [
      ['http://a.example , http://b.example/x/y/,', './dist'],
      ['http://a.example', 'http://b.example/x/y', './dist'],
    ],
    [['dist,dist'], ['dist']],
    [['file:///media/stick/zoo'], ['file:///media/stick/zoo']],
    [['C:\\zoo'], ['C:\\zoo']],
  ])('reads %j as %j', (args, expected) => {
    expect(storeAddresses(args, {})).toEqual(expected)
  })

  it('takes the environment where no argument names a store', () => {
    const env = {
      MODEL_STORE_URL: ' http://a.example, http://b.example',
      DIGITS_MODEL_STORE_URL: 'http://c.example',
    }
    expect(storeAddresses([], env)).toEqual(['http://a.example', 'http://b.example'])
    expect(storeAddresses([], { ...env, MODEL_STORE_URL: ' ' })).toEqual(['http://c.example'])
    expect(storeAddresses(['http://d.example'], env)).toEqual(['http://d.example'])
    expect(storeAddresses([], {})).toEqual([])
  })

  it.each([
    'ftp://lab.example',
    'data://x',
    'https://',
    'http://lab.example/?q=1',
    'http://lab.example/#top',
    ' , ',
  ])('refuses %j', (address) => {
    expect(() => storeAddresses([address], {})).toThrow(UsageError)
  })

  it('never repeats a password', () => {
    const messages = ['https://me:secret@lab.example/zoo', 'https://me:secret@:99999/'].map((address) => {
      try {
        return storeAddresses([address], {}).join()
      } catch (error) {
        return (error as Error).message
      }
    })
    expect(messages).toMatchInlineSnapshot(`
      [
        "The address of https://lab.example/zoo holds a name or a password, which would end up in records and logs. Leave them out.",
        ""https://:99999/" is no address. Give an address such as https://lab.example/zoo, or a folder.",
      ]
    `)
    expect(messages.join()).not.toContain('secret')
  })
})
