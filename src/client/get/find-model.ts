/** Looks for a model through several stores, in their order. */
import { UserError } from '../../lib/user-error.ts'
import { escapeHidden, quote } from '../../zoo/problem.ts'
import type { Model, OpenStore } from '../store/model.ts'
import { nearestIds } from '../store/nearest-ids.ts'
import { showStore } from '../store/show-store.ts'
import type { AskedModel } from './asked-model.ts'

export interface FoundModel {
  store: OpenStore
  model: Model
  /** What was wrong with the stores before it, escaped. */
  passedOver: string[]
}

/** Opens each store once, however often it is asked for. */
export type OpenStores = (address: string) => Promise<OpenStore>

/**
 * The first of the stores that has it; one that does not answer is passed over while another has the model.
 * @throws UserError with what each store said, and the nearest id.
 */
export async function findModel(
  asked: AskedModel,
  addresses: readonly string[],
  open: OpenStores,
  signal: AbortSignal,
): Promise<FoundModel> {
  const { otherwise, ...first } = asked
  try {
    return await findIn(first, addresses, open, signal)
  } catch (error) {
    signal.throwIfAborted()
    if (otherwise === undefined || !(error instanceof UserError)) throw error
    return await findIn({ ...first, ...otherwise }, addresses, open, signal).catch((second: unknown) => {
      throw second instanceof UserError ? error : second
    })
  }
}

async function findIn(
  asked: AskedModel,
  addresses: readonly string[],
  open: OpenStores,
  signal: AbortSignal,
): Promise<FoundModel> {
  const faults: string[] = []
  const ids = new Set<string>()
  const lacking: string[] = []
  for (const address of asked.store === null ? addresses : [asked.store]) {
    try {
      const store = await open(address)
      if (store.models.some(({ id }) => id === asked.id))
        return {
          store,
          model: await store.model(asked.id, asked.version),
          passedOver: faults.map(escapeLines),
        }
      const withdrawal = await store.withdrawal(asked.id)
      if (withdrawal === null) lacking.push(store.url)
      else faults.push(`${showStore(store.url)}: ${withdrawal}`)
      for (const { id } of store.models) ids.add(id)
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof UserError)) throw error
      faults.push(error.message)
    }
  }
  throw new UserError(notFound(asked, lacking, faults, nearestIds(asked.id, ids)))
}

function escapeLines(text: string): string {
  return text.split('\n').map(escapeHidden).join('\n')
}

function notFound(
  { id, typed }: AskedModel,
  lacking: readonly string[],
  faults: readonly string[],
  nearest: readonly string[],
): string {
  if (lacking.length === 0) return `${escapeHidden(typed)}: ${faults.join(' ')}`
  const others = faults.length === 0 ? '' : ` ${faults.join(' ')}`
  const meant =
    nearest.length === 0
      ? ' "zoopress list" tells what there is.'
      : ` Did you mean ${nearest.map(quote).join(' or ')}?`
  return `${escapeHidden(typed)}: no model ${quote(id)} in ${lacking.map(showStore).join(', ')}.${meant}${others}`
}
