/** Addresses of files as people copy them from a browser, and the ones that the same hosts send the file itself from. */

/** Each pair leads to the same file: a page about it, and the file. */
const PAGES: readonly (readonly [RegExp, string])[] = [
  [/^(https?:\/\/github\.com\/[^/]+\/[^/]+)\/blob\//, '$1/raw/'],
  [/^(https?:\/\/huggingface\.co\/[^?#]+?)\/blob\//, '$1/resolve/'],
  [/^(https?:\/\/(?:www\.)?dropbox\.com\/[^#]+[?&])dl=0$/, '$1dl=1'],
  // What its API calls `content` would be saved under that name, and nothing beside it could be named.
  [/^(https?:\/\/zenodo\.org)\/api\/records\/(\d+)\/files\/([^/?#]+)\/content$/, '$1/records/$2/files/$3'],
]

/** The address itself where it is no such page. */
export function fileAddress(address: string): string {
  const page = PAGES.find(([pattern]) => pattern.test(address))
  return page === undefined ? address : address.replace(page[0], page[1])
}
