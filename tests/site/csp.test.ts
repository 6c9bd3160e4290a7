import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PAGE_POLICY, SERVER_POLICY } from '../../src/site/csp.ts'

describe('the policy', () => {
  it('lets nothing inline and no other host in', () => {
    expect(SERVER_POLICY).toMatch(/^default-src 'none'; /)
    expect(SERVER_POLICY).not.toMatch(/unsafe|https?:|data:|\*/)
  })

  it('says the same in a page as in a header, but for what a page cannot say', () => {
    expect(SERVER_POLICY).toBe(`${PAGE_POLICY}; frame-ancestors 'none'`)
  })

  it.each(['nginx.conf', 'apache.conf', 'htaccess', 'Caddyfile'])(
    'is the one that hosting/%s sends',
    (name) => {
      const settings = readFileSync(join(import.meta.dirname, '../../hosting', name), 'utf8')
      const sent = [...settings.matchAll(/Content-Security-Policy "([^"]*)"/g)].map(([, policy]) => policy)
      expect([...new Set(sent)]).toEqual([SERVER_POLICY])
    },
  )
})
