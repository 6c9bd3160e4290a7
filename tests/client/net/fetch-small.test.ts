import { describe, expect, it } from 'vitest'
import { fetchSmall } from '../../../src/client/net/fetch-small.ts'
import { Interrupted } from '../../../src/client/net/interrupted.ts'
import { NetworkFault } from '../../../src/client/net/network-fault.ts'
import type { Network } from '../../../src/client/net/network.ts'
import {
  answers,
  cutsAfter,
  drips,
  endless,
  hangsUp,
  honest,
  impatient,
  redirects,
  serve,
  serveTls,
  stallsAfter,
} from './misbehaving-server.ts'
import { ownCertificate, trust } from './own-certificate.ts'

const TEXT = Buffer.from('{ "models": [] }'.repeat(10_000))

/** The text, `null`, or why there is none. */
async function get(url: string, network: Network = impatient()): Promise<string> {
  try {
    return String(await fetchSmall(url, TEXT.length, network))
  } catch (error) {
    if (!(error instanceof NetworkFault)) throw error
    return error.message.replaceAll(/:\d{4,5}\b/g, '')
  }
}

describe('fetchSmall', () => {
  it('gives what the server has', async () => {
    const { url, requests } = await serve(honest(TEXT))
    expect(await get(url)).toBe(TEXT.toString())
    expect(requests[0]!.headers).toMatchObject({ 'accept-encoding': 'identity' })
    expect(requests[0]!.headers['user-agent']).toMatch(/^zoopress\/\d/)
  })

  it('gives a text of no bytes', async () => {
    expect(await get((await serve(answers(200))).url)).toBe('')
  })

  it.each([404, 410])('gives null where there is nothing: %i', async (status) => {
    const { url, requests } = await serve(answers(status))
    expect(await get(url)).toBe('null')
    expect(requests).toHaveLength(1)
  })

  it('asks for two documents through one connection', async () => {
    const { url, requests } = await serve(honest(TEXT))
    await get(`${url}/a`)
    await get(`${url}/b`)
    expect(requests[0]!.socket).toBe(requests[1]!.socket)
  })

  it.each([
    ['hangs up', hangsUp()],
    ['is cut', cutsAfter(10, TEXT)],
    ['falls silent', stallsAfter(10, TEXT)],
    ['drips', drips(TEXT)],
    ['is busy', answers(503, { 'Retry-After': '0' })],
    ['is asked too often', answers(429)],
    ['took too long', answers(408)],
  ])('asks again where the server %s', async (_, answer) => {
    const { url } = await serve(answer, honest(TEXT))
    expect(await get(url, impatient({ idleMs: 300, graceMs: 100 }))).toBe(TEXT.toString())
  })

  it.each([
    ['has no leave', answers(403), 1],
    ['wants a name', answers(401), 1],
    ['sends too much', honest(Buffer.concat([TEXT, TEXT])), 1],
    ['sends without an end', endless(), 1],
    ['redirects in a circle', redirects('/'), 6],
    ['redirects to a file', redirects('file:///etc/hostname'), 1],
    ['packs what it sends', answers(200, { 'Content-Encoding': 'br' }, 'a'), 1],
    ['is broken', answers(500), 4],
    ['hangs up always', hangsUp(), 4],
    ['wants an hour', answers(429, { 'Retry-After': '3600' }), 1],
  ])('gives up where the server %s', async (_, answer, count) => {
    const { url, requests } = await serve(answer)
    expect(await get(url)).toMatchSnapshot()
    expect(requests).toHaveLength(count)
  })

  it('does not go from https to http', async () => {
    const identity = ownCertificate()
    trust(identity)
    const plain = await serve(honest(TEXT))
    const { url } = await serveTls(identity, redirects(plain.url), redirects('/there'), honest(TEXT))
    expect(await get(url)).toContain('the server redirects to where no request goes')
    expect(await get(url)).toBe(TEXT.toString())
    expect(plain.requests).toHaveLength(0)
  })

  it('goes from http to https', async () => {
    const identity = ownCertificate()
    trust(identity)
    const secure = await serveTls(identity, honest(TEXT))
    expect(await get((await serve(redirects(secure.url))).url)).toBe(TEXT.toString())
  })

  it('does not trust a stranger’s certificate, and asks once', async () => {
    const { url } = await serveTls(ownCertificate(), honest(TEXT))
    expect(await get(url, impatient({ pauseMs: 60_000 }))).toMatchInlineSnapshot(
      `"https://127.0.0.1/: the connection failed (DEPTH_ZERO_SELF_SIGNED_CERT). Its certificate is not trusted here. Where your network has certificates of its own, name their file in NODE_EXTRA_CA_CERTS."`,
    )
  })

  it.each(['http://127.0.0.1:1/', 'file:///etc/hostname', 'catalogue.json'])(
    'says why not: %s',
    async (url) => {
      expect(await get(url, impatient({ tries: 1 }))).toMatchSnapshot()
    },
  )

  it('sends the name and password of an address, and tells nobody of them', async () => {
    const { url, requests } = await serve(answers(403))
    const text = await get(url.replace('//', '//me:secret@'))
    expect(requests[0]!.headers.authorization).toBe(`Basic ${Buffer.from('me:secret').toString('base64')}`)
    expect(text).not.toMatch(/me|secret/)
  })

  it.each(['at once', 'in a pause', 'in a transfer'])('ends when it is stopped: %s', async (when) => {
    const stop = new AbortController()
    const { url, requests } = await serve((request, response) => {
      ;(when === 'in a pause' ? answers(503) : stallsAfter(10, TEXT))(request, response)
      setTimeout(() => stop.abort(), 50)
    })
    if (when === 'at once') stop.abort()
    const network = impatient({ pauseMs: 60_000 }, { signal: stop.signal })
    await expect(fetchSmall(url, TEXT.length, network)).rejects.toBeInstanceOf(Interrupted)
    expect(requests).toHaveLength(when === 'at once' ? 0 : 1)
  })
})
