/**
 * The compiled site: Astro bundles this module with every page, and `renderer.ts` imports the bundle.
 */
import { createApp } from 'astro/app/entrypoint'
import type { Shown } from './store.ts'

const app = createApp({ streaming: false })

/**
 * HTML of the page with this path, such as `liver/`; '' is the home page. It depends on nothing but `shown`.
 * @throws Error where a page fails, or there is none.
 */
export async function renderPage(path: string, shown: Shown): Promise<string> {
  const response = await app.render(new Request(`http://store.invalid/${path}`), { locals: { shown } })
  const html = await response.text()
  const expected = path === '404/' ? 404 : 200
  if (response.status === expected && html !== '') return html
  throw new Error(`The page ${JSON.stringify(path)} could not be rendered (${response.status}).`)
}
