import { expect, it } from 'vitest'
import { formatRobots } from '../../src/formats/robots.ts'
import { fixtureStore } from '../fixtures/store.ts'

it('lets everyone in and names the sitemap by absolute address', () => {
  expect(formatRobots(fixtureStore())).toBe(
    'User-agent: *\nAllow: /\n\nSitemap: https://lab.example/zoo/sitemap.xml\n',
  )
})
