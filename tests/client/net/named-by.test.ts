/** Where a document of a store may send the people who read it. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { download } from '../../../src/client/net/download.ts'
import { mustBePublic } from '../../../src/client/net/named-by.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'
import { answers, impatient, serve } from './misbehaving-server.ts'

const INSIDE = 'http://10.0.0.1/a.zip'

it.each([
  ['that the person typed may lead anywhere', undefined, {}, false],
  ['of a public store must be public', 'https://1.1.1.1/zoo', {}, true],
  ['of a public store by its number must be public', 'https://[2606:4700::1111]/zoo', {}, true],
  ['of a store behind a proxy must be public', 'http://lab.example/zoo', { http_proxy: 'http://p:1' }, true],
  ['of a store on this machine may lead anywhere', 'http://localhost:8080', {}, false],
  ['of a store in a private network may lead anywhere', 'http://192.168.0.7/zoo', {}, false],
  ['of a store in a folder may lead anywhere', 'file:///media/usb/zoo', {}, false],
])('an address %s', async (_, namedBy, env, expected) => {
  expect(await mustBePublic(new URL(INSIDE), namedBy, { env })).toBe(expected)
})

it('an address of the store itself may lead where the store is', async () => {
  const at = (port: string) =>
    mustBePublic(new URL(`http://1.1.1.1${port}/a.zip`), 'http://1.1.1.1/zoo', { env: {} })
  expect(await at('')).toBe(false)
  expect(await at(':8080')).toBe(true)
})

it('a private address that a public store names is never asked, and the next one is', async () => {
  const { url, requests } = await serve(answers(200, {}, 'secret'))
  const path = join(freshFolder(), 'a.zip')
  const named = {
    path,
    size: null,
    sha256: null,
    label: 'a.zip',
    urls: [url, 'http://localhost:1/', 'http://[::1]:1/'],
  }
  await expect(download({ ...named, namedBy: 'http://1.1.1.1/zoo' }, impatient())).rejects.toThrow(
    /(.*the address leads into a private network.*\n?){3}/,
  )
  expect(requests).toHaveLength(0)
  expect(existsSync(path)).toBe(false)
  await download({ ...named, namedBy: url }, impatient())
  expect(requests).toHaveLength(1)
})
