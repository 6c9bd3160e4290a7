import { describe, expect, it } from 'vitest'
import { parseAskedModel } from '../../../src/client/get/asked-model.ts'
import { UsageError } from '../../../src/client/usage-error.ts'

describe('a model is asked for', () => {
  it.each<[string, string | undefined, { id: string; version?: string; store: string | null }]>([
    ['liver', undefined, { id: 'liver', store: null }],
    ['liver', '1.0', { id: 'liver', version: '1.0', store: null }],
    ['liver@1.0', undefined, { id: 'liver', version: '1.0', store: null }],
    ['liver@1.0', '1.0', { id: 'liver', version: '1.0', store: null }],
    ['digits/a b', undefined, { id: 'digits/a b', store: null }],
    ['https://lab.example/zoo/liver/', undefined, { id: 'liver', store: 'https://lab.example/zoo' }],
    ['https://lab.example/liver', undefined, { id: 'liver', store: 'https://lab.example' }],
    [
      'http://lab.example:8000/liver/index.html',
      undefined,
      { id: 'liver', store: 'http://lab.example:8000' },
    ],
    [
      'https://lab.example/zoo/liver/?lang=en#use',
      undefined,
      { id: 'liver', store: 'https://lab.example/zoo' },
    ],
    ['https://lab.example/zoo/a%20b/', undefined, { id: 'a b', store: 'https://lab.example/zoo' }],
    ['https://LAB.example:443/zoo//liver/', undefined, { id: 'liver', store: 'https://lab.example/zoo' }],
    ['file:///srv/zoo/liver/', undefined, { id: 'liver', store: 'file:///srv/zoo' }],
  ])('by %s, with --version %s', (typed, version, expected) => {
    expect(parseAskedModel(typed, version)).toEqual({ version: undefined, ...expected, typed })
  })

  it('by the page of a version, or else of a model whose id looks like one', () => {
    const typed = 'https://lab.example/zoo/liver/1.0/'
    const otherwise = { id: '1.0', version: undefined, store: 'https://lab.example/zoo/liver' }
    const version = { id: 'liver', version: '1.0', store: 'https://lab.example/zoo' }
    expect(parseAskedModel(typed, undefined)).toEqual({ ...version, otherwise, typed })
    expect(parseAskedModel(`${typed}index.html`, '1.0')).toMatchObject(version)
    expect(parseAskedModel('https://lab.example/901/', undefined)).not.toHaveProperty('otherwise')
    expect(() => parseAskedModel(typed, '2.0')).toThrow('asks for another version than --version "2.0"')
  })

  it.each([
    ['', undefined, '"" names no model. Write its id, or id@version.'],
    ['@1.0', undefined, '"@1.0" names no model. Write its id, or id@version.'],
    ['liver@', undefined, '"liver@" names no model. Write its id, or id@version.'],
    ['liver@1.0', '2.0', '"liver@1.0" asks for another version than --version "2.0". Leave one of them out.'],
    [
      'https://lab.example/',
      undefined,
      '"https://lab.example/" is not the page of a model. It ends in /<id>/.',
    ],
    [
      'https://me:secret@lab.example/zoo/liver/',
      undefined,
      'The address of https://lab.example/zoo holds a name or a password, which would end up in records and logs. Leave them out.',
    ],
    ['https://[x/liver/', undefined, '"https://[x/liver/" is no address.'],
    [
      'https://lab.example/%E0%A4/',
      undefined,
      '"https://lab.example/%E0%A4/" is no address of a model: its last part cannot be read.',
    ],
  ])('not by %j', (typed, version, message) => {
    expect(() => parseAskedModel(typed, version)).toThrow(new UsageError(message))
  })
})
