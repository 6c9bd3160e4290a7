import { describe, expect, it } from 'vitest'
import { parseAskedModel } from '../../../src/client/get/asked-model.ts'
import { findModel } from '../../../src/client/get/find-model.ts'
import type { OpenStore } from '../../../src/client/store/model.ts'
import { UserError } from '../../../src/lib/user-error.ts'
import { sampleModel, sampleStore } from '../sample-store.ts'

const STORES: Record<string, OpenStore> = {
  a: sampleStore([sampleModel({ id: 'spleen' })], { url: 'https://a.example' }),
  b: sampleStore([sampleModel()], { url: 'https://b.example' }),
  c: sampleStore([sampleModel({ version: '2.0' })], { url: 'https://c.example' }),
}
const numbered = sampleModel({ id: '901' })
const PLACES: Record<string, OpenStore> = {
  'https://c.example': STORES['c']!,
  'https://d.example': sampleStore([numbered], { url: 'https://d.example' }),
  'https://d.example/zoo': sampleStore([numbered], { url: 'https://d.example/zoo' }),
}
const going = new AbortController().signal

function find(typed: string, addresses: readonly string[], signal = going) {
  const open = (address: string) =>
    STORES[address] === undefined
      ? Promise.reject(new UserError(`https://${address}.example does not answer.`))
      : Promise.resolve(STORES[address])
  return findModel(parseAskedModel(typed, undefined), addresses, open, signal)
}

describe('a model is looked for', () => {
  it.each([
    ['liver', ['a', 'b', 'c'], 'https://b.example'],
    ['liver', ['c', 'b'], 'https://c.example'],
    ['liver@2.0', ['b', 'c'], 'https://c.example'],
    ['liver', ['dead', 'b'], 'https://b.example'],
  ])('%s in %j, the first that has it', async (typed, addresses, url) => {
    expect((await find(typed, addresses)).store.url).toBe(url)
  })

  it('and what was wrong with the stores before it is known', async () => {
    expect((await find('liver', ['dead', 'b'])).passedOver).toEqual(['https://dead.example does not answer.'])
    expect((await find('liver', ['a', 'b'])).passedOver).toEqual([])
  })

  it.each([
    [
      'livre',
      ['a', 'b'],
      'livre: no model "livre" in https://a.example, https://b.example. Did you mean "liver"?',
    ],
    [
      'kidney',
      ['a', 'dead'],
      'kidney: no model "kidney" in https://a.example. "zoopress list" tells what there is. https://dead.example does not answer.',
    ],
    ['liver', ['dead'], 'liver: https://dead.example does not answer.'],
    ['liver@3.0', ['b'], 'liver@3.0: There is no liver 3.0.'],
  ])('%s in %j, and what is wrong is said', async (typed, addresses, message) => {
    await expect(find(typed, addresses)).rejects.toThrow(new UserError(message))
  })

  it.each([
    ['https://c.example/liver/2.0/', 'https://c.example', 'liver', '2.0'],
    ['https://d.example/901/', 'https://d.example', '901', '1.0'],
    ['https://d.example/zoo/901/', 'https://d.example/zoo', '901', '1.0'],
  ])('by the address of a page, %s', async (typed, url, id, version) => {
    const asked = parseAskedModel(typed, undefined)
    const open = (address: string) =>
      PLACES[address] === undefined
        ? Promise.reject(new UserError(`${address} is no store.`))
        : Promise.resolve(PLACES[address])
    expect(await findModel(asked, [], open, going)).toMatchObject({ store: { url }, model: { id, version } })
    await expect(
      findModel(parseAskedModel('https://e.example/liver/1.0/', undefined), [], open, going),
    ).rejects.toThrow('https://e.example/liver/1.0/: https://e.example is no store.')
  })

  it('and one that a store has withdrawn is not just missing', async () => {
    const withdrawal = () => Promise.resolve('"liver" was withdrawn on 2026-11-21 ("Wrong.").')
    const former = sampleStore([], { url: 'https://f.example', withdrawal })
    const stores: Record<string, OpenStore> = { ...STORES, former }
    const asked = parseAskedModel('liver', undefined)
    const open = (address: string) => Promise.resolve(stores[address]!)
    const told = 'https://f.example: "liver" was withdrawn on 2026-11-21 ("Wrong.").'
    await expect(findModel(asked, ['former'], open, going)).rejects.toThrow(new UserError(`liver: ${told}`))
    expect((await findModel(asked, ['former', 'b'], open, going)).passedOver).toEqual([told])
  })

  it('no further once somebody pressed Ctrl-C', async () => {
    const end = AbortSignal.abort(new Error('ended'))
    await expect(find('liver', ['dead', 'b'], end)).rejects.toThrow('ended')
  })

  it('and a bug is no reason to go on', async () => {
    const bug = new TypeError('a bug')
    const finding = findModel(
      parseAskedModel('liver', undefined),
      ['a', 'b'],
      () => Promise.reject(bug),
      going,
    )
    await expect(finding).rejects.toBe(bug)
  })
})
