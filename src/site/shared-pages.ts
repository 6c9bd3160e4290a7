/** The pages about the store as a whole, and about parts of it: all but those of models that it has. */
import { inCatalogueOrder } from '../formats/catalogue-order.ts'
import type { ListedEntry, StoreEntry, WithdrawnEntry } from '../store.ts'
import { listPages } from './list-pages.ts'
import type { Shown } from './store.ts'
import { versionPath } from './versions.ts'

export interface SharedPage {
  /** Path of the file in the store: `tags/ct/index.html`. */
  path: string
  /** Path of the request that renders it: `tags/ct/`. */
  request: string
  /** All that it shows beside the site. */
  shown: Omit<Shown, 'site'>
}

const NOTHING: SharedPage['shown'] = {
  entries: [],
  examples: [],
  list: null,
  model: null,
  version: null,
  withdrawn: null,
}

/** Every one, the home page first. `examples` are those of `exampleIds`; `withdrawn` has what was published once. */
export function* sharedPages(
  entries: readonly ListedEntry[],
  examples: readonly StoreEntry[],
  withdrawn: readonly WithdrawnEntry[] = [],
): Generator<SharedPage> {
  // The most of an entry, and no page shows them.
  const shown = inCatalogueOrder(entries).map((entry) => ({ ...entry, words: '' }))
  yield folder('', { entries: shown })
  for (const [path, list] of listPages(shown)) yield folder(path, { list })
  yield folder('clients/', { examples })
  yield folder('compare/', {})
  yield folder('contribute/', {})
  yield { path: '404.html', request: '404/', shown: NOTHING }
  for (const model of withdrawn) yield* withdrawnPages(model)
}

function* withdrawnPages(withdrawn: WithdrawnEntry): Generator<SharedPage> {
  const { id, versions: released } = withdrawn
  yield folder(`${id}/`, { withdrawn })
  for (const version of released) {
    yield folder(versionPath(id, version.version), { version: { id, version, released, entry: null } })
  }
}

function folder(request: string, shown: Partial<SharedPage['shown']>): SharedPage {
  return { path: `${request}index.html`, request, shown: { ...NOTHING, ...shown } }
}
