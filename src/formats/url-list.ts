/**
 * URL: /urls.txt
 * Reader: `wget -x -i`, which keeps folders (most files are called `weights.tar.gz`): one absolute address a line.
 * Trap: aria2 could be told sums and names here, by lines that begin with a blank, but wget takes those for addresses; sums are in /store.meta4.
 */
import type { Listing } from '../store.ts'

/** Every download, those hosted elsewhere included, each once. */
export function formatUrlList({ entries }: Listing): string {
  const urls = entries.flatMap(({ downloads }) =>
    downloads.map(({ url }) => url.replace(/\s/g, encodeURIComponent)),
  )
  return `${[...new Set(urls)].join('\n')}\n`
}
