/** Which model somebody means: `liver`, `liver@1.0`, or the address of its page, `https://lab.example/zoo/liver/`. */
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
}

/** @throws UsageError where no model is named */
export function parseAskedModel(typed: string, version: string | undefined): AskedModel {
  const asked = /^(https?|file):\/\//i.test(typed) ? fromAddress(typed) : fromId(typed)
  if (asked.version !== undefined && version !== undefined && asked.version !== version)
    throw new UsageError(
      `${quote(typed)} asks for another version than --version ${quote(version)}. Leave one of them out.`,
    )
  return { ...asked, typed, version: asked.version ?? version }
}

function fromId(typed: string): Omit<AskedModel, 'typed'> {
  const at = typed.lastIndexOf('@')
  const [id, version] = at === -1 ? [typed, undefined] : [typed.slice(0, at), typed.slice(at + 1)]
  if (id === '' || version === '')
    throw new UsageError(`${quote(typed)} names no model. Write its id, or id@version.`)
  return { id, version, store: null }
}

/** The store is the folder that holds the model's. */
function fromAddress(typed: string): Omit<AskedModel, 'typed'> {
  const [, store, name] = /^(.*?\/\/.*?)\/([^/]+)\/?$/s.exec(pageAddress(typed)) ?? []
  if (store === undefined || name === undefined)
    throw new UsageError(`${quote(typed)} is not the page of a model. It ends in /<id>/.`)
  return { ...fromId(decoded(name, typed)), store: cleanAddress(store) }
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
