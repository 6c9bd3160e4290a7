/**
 * Which model somebody means: `liver`, `liver@1.0`, or the address of its page, `https://lab.example/zoo/liver/`, or of the page of
 * one of its versions, `https://lab.example/zoo/liver/1.0/`.
 */
import { quote } from '../../zoo/problem.ts'
import { cleanAddress } from '../store/addresses.ts'
import { UsageError } from '../usage-error.ts'

export interface AskedModel {
  /** As it was typed. */
  typed: string
  id: string
  /** Undefined: the newest. */
  version: string | undefined
  /** Null: any of the stores. */
  store: string | null
  /** What the address of a version's page means where no such store is found: a model whose id looks like a version. */
  otherwise?: Place
}

type Place = Pick<AskedModel, 'id' | 'version' | 'store'>

/** As cards state them. */
const VERSION = /^\d{1,9}(\.\d{1,9}){0,5}$/

/** @throws UsageError where no model is named */
export function parseAskedModel(typed: string, version: string | undefined): AskedModel {
  const asked: Omit<AskedModel, 'typed'> = /^(https?|file):\/\//i.test(typed)
    ? fromAddress(typed)
    : fromId(typed)
  if (asked.version !== undefined && version !== undefined && asked.version !== version)
    throw new UsageError(
      `${quote(typed)} asks for another version than --version ${quote(version)}. Leave one of them out.`,
    )
  const { otherwise } = asked
  return {
    ...{ ...asked, typed, version: asked.version ?? version },
    ...(otherwise && { otherwise: { ...otherwise, version } }),
  }
}

function fromId(typed: string): Place {
  const at = typed.lastIndexOf('@')
  const [id, version] = at === -1 ? [typed, undefined] : [typed.slice(0, at), typed.slice(at + 1)]
  if (id === '' || version === '')
    throw new UsageError(`${quote(typed)} names no model. Write its id, or id@version.`)
  return { id, version, store: null }
}

function fromAddress(typed: string): Omit<AskedModel, 'typed'> {
  const page = pageAddress(typed)
  const [above, name] = lastApart(page) ?? []
  if (above === undefined || name === undefined)
    throw new UsageError(`${quote(typed)} is not the page of a model. It ends in /<id>/.`)
  const asked = modelIn(above, name, typed)
  const [store, id] = lastApart(above) ?? []
  if (!VERSION.test(name) || store === undefined || id === undefined) return asked
  return { ...modelIn(store, `${id}@${name}`, typed), otherwise: asked }
}

/** The store is the folder that holds the model's. */
function modelIn(store: string, name: string, typed: string): Place {
  return { ...fromId(decoded(name, typed)), store: cleanAddress(store) }
}

/** The last component of an address, behind what comes before it; null: it has none. */
function lastApart(address: string): [above: string, name: string] | null {
  const [, above, name] = /^([^/]*\/\/.*?)\/([^/]+)\/?$/s.exec(address) ?? []
  return above === undefined || name === undefined ? null : [above, name]
}

function pageAddress(typed: string): string {
  if (!URL.canParse(typed)) throw new UsageError(`${quote(typed)} is no address.`)
  const { href, search, hash } = new URL(typed)
  return href.slice(0, href.length - search.length - hash.length).replace(/\/index\.html$/, '/')
}

function decoded(name: string, typed: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    throw new UsageError(`${quote(typed)} is no address of a model: its last part cannot be read.`)
  }
}
