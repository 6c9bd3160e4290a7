/** Ids of entries, made from what their sources are called. */
import { UserError } from '../../lib/user-error.ts'
import { idFault } from '../../zoo/names.ts'
import { quote } from '../../zoo/problem.ts'

const LONGEST = 100

/**
 * The first of some names that an id can be made of: accents dropped, other characters made `_`, and NiftyNet's `_model_zoo` cut.
 * @throws UserError where there is none.
 */
export function draftId(...names: (string | null)[]): string {
  const ids = names.filter((name) => name !== null).map(toId)
  const id = ids.find((made) => idFault(made) === null)
  if (id !== undefined) return id
  const tried = names.filter((name) => name !== null).map(quote)
  throw new UserError(
    `No id can be made of ${tried.join(' or ')}. Say which one to take with --id. Nothing was written.`,
  )
}

function toId(name: string): string {
  return name
    .slice(0, 300)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/_model_zoo/gi, '')
    .replace(/[^A-Za-z0-9._-]+/g, '_')
    .replace(/^[._-]+/, '')
    .slice(0, LONGEST)
    .replace(/[._-]+$/, '')
}
