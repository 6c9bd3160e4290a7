import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { USER_AGENT } from '../../src/lib/http-open.ts'

it('servers are told the version of the package', () => {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  const { version } = JSON.parse(text) as { version: string }
  expect(USER_AGENT).toBe(`zoopress/${version}`)
})
