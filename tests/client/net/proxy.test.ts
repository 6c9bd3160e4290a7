import { createServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { fetchSmall } from '../../../src/client/net/fetch-small.ts'
import { proxyFor } from '../../../src/client/net/proxy.ts'
import { answers, impatient, listen, redirects, serve, serveTls } from './misbehaving-server.ts'
import { ownCertificate, trust } from './own-certificate.ts'
import { startProxy } from './proxy-server.ts'

async function get(url: string, env: NodeJS.ProcessEnv): Promise<string> {
  const network = impatient({ tries: 1, idleMs: 5000 }, { env })
  const text = await fetchSmall(url, 1000, network).then(String, (error: unknown) => (error as Error).message)
  return text.replaceAll(/:\d{4,5}\b/g, '')
}

describe('proxyFor', () => {
  it.each([
    [{}, 'https://lab.example/', null],
    [{ HTTPS_PROXY: 'http://p:3128' }, 'https://lab.example/', 'http://p:3128/'],
    [{ https_proxy: 'http://p:3128' }, 'https://lab.example/', 'http://p:3128/'],
    [{ HTTPS_PROXY: 'http://p:3128' }, 'http://lab.example/', null],
    [{ HTTP_PROXY: 'http://p:3128' }, 'http://lab.example/', 'http://p:3128/'],
    [{ ALL_PROXY: 'https://p:3128' }, 'http://lab.example/', 'https://p:3128/'],
    [{ HTTPS_PROXY: 'p:3128' }, 'https://lab.example/', 'http://p:3128/'],
    [{ HTTPS_PROXY: '' }, 'https://lab.example/', null],
    [{ ALL_PROXY: 'http://p', NO_PROXY: 'lab.example' }, 'https://lab.example/', null],
    [{ ALL_PROXY: 'http://p', NO_PROXY: '.example' }, 'https://lab.example/', null],
    [{ ALL_PROXY: 'http://p', NO_PROXY: '*' }, 'https://lab.example/', null],
    [{ ALL_PROXY: 'http://p', no_proxy: 'a.example, lab.example:444' }, 'https://lab.example/', 'http://p/'],
    [{ ALL_PROXY: 'http://p', no_proxy: 'lab.example:443' }, 'https://lab.example/', null],
    [{ ALL_PROXY: 'http://p', NO_PROXY: '127.0.0.1' }, 'http://127.0.0.1:8000/', null],
  ])('with %j leads to %s by way of %s', (env, url, expected) => {
    expect(proxyFor(new URL(url), env)?.href ?? null).toBe(expected)
  })

  it('reads the environment that it is given, and leaves that of the process alone', () => {
    const own = process.env
    process.env['HTTPS_PROXY'] = 'http://other:1'
    onTestFinished(() => {
      delete process.env['HTTPS_PROXY']
    })
    expect(proxyFor(new URL('https://lab.example/'), {})).toBeNull()
    expect(process.env).toBe(own)
    expect(process.env['HTTPS_PROXY']).toBe('http://other:1')
  })

  it.each(['http://', 'http://a b:1', 'http://%zz@p:1', 'socks5://p:1080'])('refuses %s', async (proxy) => {
    expect(await get('http://lab.example/', { HTTP_PROXY: proxy })).toMatchSnapshot()
  })
})

describe('a proxy', () => {
  it('is asked for http: with its name and password', async () => {
    const proxy = await startProxy()
    const { url, requests } = await serve(answers(200, {}, 'there'))
    expect(await get(`${url}/a?b`, { HTTP_PROXY: `http://me:p%40ss@${proxy.host}` })).toBe('there')
    expect(proxy.asked).toEqual([`GET ${url}/a?b`])
    expect(proxy.authorization()).toBe(`Basic ${Buffer.from('me:p@ss').toString('base64')}`)
    expect(requests).toHaveLength(1)
  })

  it('is asked for a tunnel for https:, and sees no more', async () => {
    const identity = ownCertificate()
    trust(identity)
    const proxy = await startProxy()
    const { url, requests } = await serveTls(identity, answers(200, {}, 'there'))
    expect(await get(`${url}/a?b`, { HTTPS_PROXY: `http://me:p%40ss@${proxy.host}` })).toBe('there')
    expect(proxy.asked).toEqual([`CONNECT ${new URL(url).host}`])
    expect(proxy.authorization()).toBe(`Basic ${Buffer.from('me:p@ss').toString('base64')}`)
    expect(requests[0]!.headers['proxy-authorization']).toBeUndefined()
  })

  it('is not asked where NO_PROXY names the server', async () => {
    const proxy = await startProxy()
    const { url } = await serve(answers(200, {}, 'there'))
    expect(await get(url, { HTTP_PROXY: proxy.host, NO_PROXY: '127.0.0.1' })).toBe('there')
    expect(proxy.asked).toEqual([])
  })

  it.each([407, 403, 404, 502])(
    'that answers %i says so, and is not taken for the server',
    async (status) => {
      const proxy = await startProxy(status)
      const address = `http://me:secret@${proxy.host}`
      expect(await get('https://lab.example/a.zip', { HTTPS_PROXY: address })).toMatchSnapshot()
    },
  )

  it('that wants a name for http: says so', async () => {
    const proxy = await startProxy(407)
    expect(await get('http://lab.example/a.zip', { HTTP_PROXY: proxy.host })).toMatchInlineSnapshot(
      `"http://lab.example/a.zip: the proxy answers with status 407. Look at HTTPS_PROXY, HTTP_PROXY and ALL_PROXY, like http://name:password@proxy.example. Servers that need none stand in NO_PROXY."`,
    )
  })

  it('that hangs up says so', async () => {
    const port = await listen(
      createServer((socket) => socket.on('error', () => undefined).once('data', () => socket.end())),
    )
    expect(await get('https://lab.example/', { HTTPS_PROXY: `127.0.0.1:${port}` })).toMatchInlineSnapshot(
      `"https://lab.example/: the proxy broke off before it answered. Try again later."`,
    )
  })

  it('that is silent is given up', async () => {
    const port = await listen(createServer((socket) => onTestFinished(() => void socket.destroy())))
    const network = impatient({ tries: 1, idleMs: 100 }, { env: { HTTPS_PROXY: `127.0.0.1:${port}` } })
    await expect(fetchSmall('https://lab.example/', 10, network)).rejects.toThrow(
      'the server is silent for 0.1 s',
    )
  })

  it('that is not there says so', async () => {
    expect(await get('https://lab.example/', { HTTPS_PROXY: 'http://127.0.0.1:1' })).toMatchInlineSnapshot(
      `"https://lab.example/: the proxy cannot be reached (ECONNREFUSED). Look at HTTPS_PROXY, HTTP_PROXY and ALL_PROXY, like http://name:password@proxy.example. Servers that need none stand in NO_PROXY."`,
    )
  })

  it.each([
    'http://127.0.0.1:1/',
    'http://localhost:1/',
    'http://a.localhost./',
    'http://[::1]/',
    'http://10.0.0.1/',
  ])('is not led into a private network by a stranger: %s', async (location) => {
    const { url } = await serve(redirects(location))
    const env = { HTTP_PROXY: url }
    expect(await get('http://lab.example/', env)).toContain('the address leads into a private network')
  })
})
