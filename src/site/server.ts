/**
 * The compiled site: Astro bundles this module with every page, and `renderer.ts` imports the bundle.
 *
 * A request costs more than the page of a model. So one request, which never ends, hands out the function that renders them.
 */
import { createApp } from 'astro/app/entrypoint'
import { MODELS_ROUTE } from './compiled-paths.ts'
import type { ModelOfSite, Shown, VersionOfSite } from './store.ts'

/** Astro sets it before a page, and what is handed out is less than one. */
const DOCTYPE = '<!DOCTYPE html>'

const app = createApp({ streaming: false })
let handedOut: Promise<RenderSlot> | undefined

type RenderSlot = (given: ModelOfSite | VersionOfSite) => Promise<string>

/**
 * HTML of the page with this path, such as `clients/`; '' is the home page. It depends on nothing but `shown`.
 * @throws Error where a page fails, or there is none.
 */
export async function renderPage(path: string, shown: Shown): Promise<string> {
  const response = await app.render(requestOf(path), { locals: { shown } })
  const html = await response.text()
  const expected = path === '404/' ? 404 : 200
  if (response.status === expected && html !== '') return html
  throw new Error(`The page ${JSON.stringify(path)} could not be rendered (${response.status}).`)
}

/** HTML of a model's page, or of a version's; the same as `renderPage` gives. */
export async function renderModel(given: ModelOfSite | VersionOfSite): Promise<string> {
  handedOut ??= openModels()
  const render = await handedOut
  // What Astro gives is an object that only behaves like a string; the sum of both is one.
  return DOCTYPE + (await render(given))
}

function openModels(): Promise<RenderSlot> {
  return new Promise((resolve, reject) => {
    const handOut = (render: RenderSlot): Promise<never> => {
      resolve(render)
      return new Promise(() => undefined)
    }
    const ended = ({ status }: Response) => reject(new Error(`Models cannot be rendered (${status}).`))
    app.render(requestOf(`${MODELS_ROUTE}/`), { locals: { handOut } }).then(ended, reject)
  })
}

function requestOf(path: string): Request {
  return new Request(`http://store.invalid/${path}`)
}
