/**
 * What the pickle machine knows of a value without making it.
 */

/** A class or function that the pickle names: importing it is all that unpickling has done with it so far. */
export interface Global {
  kind: 'global'
  module: string
  name: string
}

/** What a call of a global gives; nothing is called here. */
export interface Called {
  kind: 'called'
  /** Null: not a global, which is reported. */
  callee: Global | null
  args: Value
  /** What was put into it afterwards, as into an OrderedDict. */
  items: ReadonlyMap<Key, Value>
}

export interface Tuple {
  kind: 'tuple'
  items: readonly Value[]
}

export interface List {
  kind: 'list'
  items: Value[]
}

export interface Dict {
  kind: 'dict'
  items: Map<Key, Value>
}

/** Stands for an object outside the pickle: a storage of a tensor. */
export interface Persistent {
  kind: 'persistent'
  id: Value
}

/** Bytes, or text that is too long or too odd to be a name; `bytes` only of short ones. */
export interface Opaque {
  kind: 'opaque'
  bytes?: Buffer
}

export type Key = string | number | bigint
export type Value =
  string | number | bigint | boolean | null | Global | Called | Tuple | List | Dict | Persistent | Opaque

/** Shared by all that nothing was put into: there may be millions of them. */
export const NO_ITEMS: ReadonlyMap<Key, Value> = new Map()

/** A value that says nothing. */
export const OPAQUE: Opaque = { kind: 'opaque' }

export function isKind<
  Kind extends 'global' | 'called' | 'tuple' | 'list' | 'dict' | 'persistent' | 'opaque',
>(value: Value | undefined, kind: Kind): value is Extract<Value, { kind: Kind }> {
  return typeof value === 'object' && value !== null && value.kind === kind
}

/** The items of a tuple or a list; none of anything else. */
export function itemsOf(value: Value | undefined): readonly Value[] {
  return isKind(value, 'tuple') || isKind(value, 'list') ? value.items : []
}

/** The entries of a dict, or of what was filled like one. */
export function entriesOf(value: Value | undefined): ReadonlyMap<Key, Value> | null {
  return isKind(value, 'dict') || isKind(value, 'called') ? value.items : null
}

/** What one of these globals is called with; null: the value is no result of that. */
export function argumentsOf(value: Value | undefined, ...names: string[]): readonly Value[] | null {
  if (!isKind(value, 'called') || value.callee === null) return null
  return names.includes(globalName(value.callee)) ? itemsOf(value.args) : null
}

/**
 * `torch._utils._rebuild_tensor_v2`. A name with dots leads from the module through its attributes, wherever they lead; the colon keeps it
 * apart from the module that it looks like: `torch:_utils._rebuild_tensor_v2`.
 */
export function globalName({ module, name }: Pick<Global, 'module' | 'name'>): string {
  return `${module}${name.includes('.') ? ':' : '.'}${name}`
}

/** The name as an owner's list writes it. */
export function dottedName(name: string): string {
  return name.replace(':', '.')
}
