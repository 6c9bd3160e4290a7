import { describe, expect, it } from 'vitest'
import { NetworkFault } from '../../../src/client/net/network-fault.ts'
import { refuseHosted, settleHosted, type Settling } from '../../../src/contribute/new/hosted.ts'
import type { Person } from '../../../src/contribute/new/person.ts'

const URL = 'https://example.org/a.tar.gz'
const SHA = 'AB'.repeat(32)
const SENT = { sha256: 'cd'.repeat(32), size: 12 }
const NOBODY: Settling = { person: null, isFetched: false, measure: () => Promise.resolve(SENT) }
const NO_FILES = { files: [] }

/** Agrees to fetching or not, and types the texts one after the other. */
function someone(agrees: boolean, ...typed: string[]): Person & { told: string[]; asked: string[] } {
  const [told, asked]: [string[], string[]] = [[], []]
  return {
    told,
    asked,
    answer: () => Promise.reject(new Error('no such question')),
    text: (message, _, fault) => {
      asked.push(message)
      const text = typed.shift() ?? ''
      expect(fault(text)).toBeNull()
      return Promise.resolve(text)
    },
    confirm: () => Promise.resolve(agrees),
    tell: (text) => void told.push(text),
  }
}

describe('flags of hosted weights', () => {
  it.each([
    [{ url: URL }, 'give --sha256 and --size, or add --fetch'],
    [{ url: URL, sha256: SHA }, 'give --sha256 and --size, or add --fetch'],
    [{ sha256: SHA }, '--download-url: This is needed.'],
    [{ url: 'example.org', sha256: SHA, size: '12' }, '--download-url: This is not an address.'],
    [{ url: URL, sha256: 'x', size: '1 GB' }, '--sha256: This must be 64'],
    [{ url: URL, size: '1 GB' }, '--size: This must be a whole number'],
  ])('are refused where they are %j', (flags, message) => {
    expect(() => refuseHosted(flags, NO_FILES, NOBODY)).toThrow(message)
  })

  it('are refused where weights lie here as well', () => {
    const files = [{ path: 'weights/a.pt', from: '/a.pt', size: 1 }]
    const flags = { url: URL, sha256: SHA, size: '1' }
    expect(() => refuseHosted(flags, { files }, NOBODY)).toThrow('Keep one of the two.')
  })

  it.each([
    ['fetched', { ...NOBODY, isFetched: true }],
    ['asked for', { ...NOBODY, person: someone(true) }],
  ])('may lack what can be %s', (_, settling) => {
    expect(() => refuseHosted({ url: URL }, NO_FILES, settling)).not.toThrow()
  })
})

describe('hosted weights', () => {
  it('are address, sum and size as they were typed', async () => {
    const flags = { url: URL, sha256: SHA, size: '12' }
    const settled = await settleHosted(flags, NOBODY)
    expect(settled).toEqual({ url: URL, sha256: SHA.toLowerCase(), size: 12 })
    expect(await settleHosted({}, NOBODY)).toBeNull()
  })

  it('are measured with --fetch, or where the person agrees, who is asked nothing more', async () => {
    expect(await settleHosted({ url: URL }, { ...NOBODY, isFetched: true })).toEqual({ url: URL, ...SENT })
    const person = someone(true)
    expect(await settleHosted({ url: URL }, { ...NOBODY, person })).toEqual({ url: URL, ...SENT })
    expect(person.asked).toEqual([])
  })

  it('are refused where the server sends something else than was stated', async () => {
    const settling = { ...NOBODY, isFetched: true }
    await expect(settleHosted({ url: URL, sha256: SHA }, settling)).rejects.toThrow(
      /^The server sends a file of 12 bytes with SHA-256 cdcd/,
    )
  })

  it('are typed where the person does not want them fetched', async () => {
    const settling = { ...NOBODY, person: someone(false, SHA, ' 12 ') }
    expect(await settleHosted({ url: URL }, settling)).toEqual({
      url: URL,
      sha256: SHA.toLowerCase(),
      size: 12,
    })
  })

  it('lose nothing where the server does not answer: the sum is typed, or left for later', async () => {
    const measure = () => Promise.reject(new NetworkFault('https://example.org: no answer', null))
    const person = someone(true, '')
    expect(await settleHosted({ url: URL }, { ...NOBODY, person, measure })).toEqual({ url: URL })
    expect(person.told).toEqual(['https://example.org: no answer'])
    expect(person.asked).toHaveLength(1)
    await expect(settleHosted({ url: URL }, { ...NOBODY, isFetched: true, measure })).rejects.toThrow(
      'https://example.org: no answer Nothing was written.',
    )
  })
})
