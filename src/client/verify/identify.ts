/** Which published file some bytes are, by their SHA-256. */
import { mapLimit } from '../../lib/map-limit.ts'
import { documentSums } from '../store/document-sums.ts'
import type { ListedModel, Model, OpenStore } from '../store/model.ts'
import type { JsonObject } from '../store/parse-document.ts'

/** Documents of models that are read to look into archives; a store may have ten thousand. */
const MOST_MODELS = 200
const AT_ONCE = 8

/** What each sum is, in words: `weights.tar.gz of liver 1.0`. Sums that the store does not know are left out. */
export async function identify(
  sums: ReadonlySet<string>,
  store: OpenStore,
  /** Where the files lie; a model whose id is in one of the paths is looked into first. */
  paths: readonly string[],
): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  const tell = (sha256: string | null, what: string) => {
    if (sha256 !== null && sums.has(sha256) && !found.has(sha256)) found.set(sha256, what)
  }
  for (const model of store.models)
    for (const { sha256, fileName } of model.downloads) tell(sha256, `${fileName} of ${named(model)}`)
  if (found.size < sums.size) for (const [path, sha256] of (await store.sums()) ?? []) tell(sha256, path)
  if (found.size < sums.size) await lookInside(sums, found, store, paths, tell)
  return found
}

async function lookInside(
  sums: ReadonlySet<string>,
  found: ReadonlyMap<string, string>,
  store: OpenStore,
  paths: readonly string[],
  tell: (sha256: string | null, what: string) => void,
): Promise<void> {
  const isNear = ({ id }: ListedModel) => paths.some((path) => path.includes(id))
  const near = store.models.filter(isNear)
  const others = store.models.filter((model) => !isNear(model))
  await mapLimit([...near, ...others].slice(0, MOST_MODELS), AT_ONCE, async ({ id }) => {
    if (found.size === sums.size) return
    const model = await store.model(id)
    for (const { fileName, files } of model.downloads)
      for (const { path, sha256 } of files ?? []) tell(sha256, `${path} in ${fileName} of ${named(model)}`)
    for (const { path, sha256 } of model.digits?.files ?? []) tell(sha256, `${path} of ${named(model)}`)
    for (const [sha256, what] of documentSums(model.document as JsonObject, id)) tell(sha256, what)
  })
}

function named({ id, version }: Pick<Model, 'id' | 'version'>): string {
  return version === null ? id : `${id} ${version}`
}
