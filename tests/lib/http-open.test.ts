import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { httpOpen, USER_AGENT } from '../../src/lib/http-open.ts'

it('servers are told the version of the package', () => {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  const { version } = JSON.parse(text) as { version: string }
  expect(USER_AGENT).toBe(`zoopress/${version}`)
})

it('a server that would rather speak something else is not waited for', async () => {
  const server = createServer((_, response) =>
    response.writeHead(101, { Upgrade: 'h2c', Connection: 'upgrade' }).end(),
  )
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up))
  onTestFinished(() => void server.close())
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  const asked = httpOpen(url, { idleMs: 60_000, abort: new AbortController() })
  await expect(asked).rejects.toThrow('the server answers with status 101')
})
