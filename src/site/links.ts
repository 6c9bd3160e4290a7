/**
 * Addresses inside the site. Every one is relative to its page, so that the same files work at a root, under a sub-path, and
 * after a move; only `404.html`, which is shown at any depth, must use absolute paths.
 */
import { encodePath } from '../formats/addresses.ts'

/** A page's own path below the store's address: '' for the home page, `lenet/`, `404.html`. */
export type PagePath = string

/** From a path of the store (`lenet/`, `/assets/site.css`, '' for home) to the `href` for one page. */
export type Linker = (path: string) => string

// Most paths, and looking is cheaper than encoding.
const PLAIN = /^[\w.~/-]*$/

/** The linker for a page; `storeUrl` is needed for `404.html` alone. */
export function linkerFor(page: PagePath, storeUrl: string): Linker {
  const base = page === '404.html' ? rootOf(storeUrl) : '../'.repeat(page.split('/').length - 1)
  return (path) => {
    const below = path.startsWith('/') ? path.slice(1) : path
    return base + (PLAIN.test(below) ? below : encodePath(below)) || './'
  }
}

function rootOf(storeUrl: string): string {
  const { pathname } = new URL(storeUrl)
  return pathname.endsWith('/') ? pathname : `${pathname}/`
}
