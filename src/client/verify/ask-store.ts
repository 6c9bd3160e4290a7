/** Whether a store still publishes what was installed from it. */
import { UserError } from '../../lib/user-error.ts'
import { quote } from '../../zoo/problem.ts'
import type { InstalledPart } from '../install/record.ts'
import type { ListedModel, Model, OpenStore } from '../store/model.ts'

export type StoreAnswer =
  /** The same bytes under the same version. */
  | { state: 'same'; newest: string | null }
  /** Other bytes under the same version: one of the two was tampered with, or published carelessly. */
  | { state: 'differs'; newest: string | null }
  /** The version, or the model, is not there any more; or the store tells no sums. */
  | { state: 'unknown'; newest: string | null; why: string }
  /** It could not be asked: what was said goes by the record alone. */
  | { state: 'silent'; newest: null; why: string }

export async function askStore(
  part: InstalledPart,
  open: () => Promise<OpenStore>,
  signal: AbortSignal,
): Promise<StoreAnswer> {
  try {
    const store = await open()
    const listed = store.models.find(({ id }) => id === part.id)
    if (listed === undefined)
      return unknown(null, (await store.withdrawal(part.id)) ?? 'The store has this model no more.')
    return await compare(part, listed, store)
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof UserError)) throw error
    return { state: 'silent', newest: null, why: error.message }
  }
}

async function compare(part: InstalledPart, listed: ListedModel, store: OpenStore): Promise<StoreAnswer> {
  const newest = listed.version
  const summed =
    listed.version === part.version && listed.downloads.find(({ section }) => section === part.section)
  if (summed && part.sha256 !== null) return answer(summed.sha256 === part.sha256, newest)
  const current = await store.model(part.id)
  const model = await versionOf(part, current, store)
  if (model === null) return unknown(newest, goneText(part, current))
  if (part.sha256 === null) return compareLoose(part, model, newest)
  const download = model.downloads.find(({ section }) => section === part.section)
  if (download === undefined) return unknown(newest, 'The store has this section no more.')
  return download.sha256 === null
    ? unknown(newest, 'The store publishes no sums.')
    : answer(download.sha256 === part.sha256, newest)
}

/** Null: the store holds that version no more. */
async function versionOf(part: InstalledPart, current: Model, store: OpenStore): Promise<Model | null> {
  if (part.version === null || part.version === current.version) return current
  return current.versions.includes(part.version) ? store.model(part.id, part.version) : null
}

function goneText({ version }: InstalledPart, { history }: Model): string {
  const yanked = history.find((one) => one.version === version)?.yanked
  return yanked
    ? `The store withdrew version ${version ?? ''} on ${yanked.date} (${quote(yanked.reason)}).`
    : `The store has version ${version ?? ''} no more.`
}

function compareLoose(part: InstalledPart, { digits }: Model, newest: string | null): StoreAnswer {
  const published = digits?.files.filter(({ sha256 }) => sha256 !== null) ?? []
  if (published.length === 0) return unknown(newest, 'The store publishes no sums.')
  const own = new Map(part.files.map(({ path, sha256 }) => [path, sha256]))
  return answer(
    published.every(({ path, sha256 }) => own.get(path) === sha256),
    newest,
  )
}

function answer(isSame: boolean, newest: string | null): StoreAnswer {
  return { state: isSame ? 'same' : 'differs', newest }
}

function unknown(newest: string | null, why: string): StoreAnswer {
  return { state: 'unknown', newest, why }
}
