import { expect, it } from 'vitest'
import { formatSitemap } from '../../src/formats/sitemap.ts'
import { fixtureEntry, fixtureStore } from '../fixtures/store.ts'
import { xmlTexts } from './python.ts'

it('lists the pages for people by absolute address', () => {
  const store = fixtureStore({ site: { url: "https://h.example/a&b'" }, entries: [fixtureEntry()] })
  expect(xmlTexts(formatSitemap(store), 'loc')).toEqual(
    ['', 'clients/', 'contribute/', 'bare/'].map((page) => `https://h.example/a&b'/${page}`),
  )
})
