/**
 * The tensors in what a pickle would give: names, shapes, dtypes, and how many numbers there are in all.
 */
import { argumentsOf, entriesOf, isKind, itemsOf, type Value } from '../pickle/value.ts'
import { isStatistic, type Tensor } from '../report.ts'
import { parseStorage, type Storage } from './persistent.ts'

/** Keys under which training scripts keep what only a resumed training needs. */
const OPTIMIZER =
  /^(optim(izer)?s?|opt|optim(izer)?s?_states?|optim(izer)?s?(_state)?_dict|opt_state|grad_scaler(_state)?|scaler|amp(_scaler)?)$/i
const TRAINING =
  /^((lr_)?schedulers?(_states?(_dict)?)?|(lr_)?schedulers?_dict|ema_optimizer|loops|callbacks|rng_states?|random_states?)$/i
/** Keys under which they keep the weights. */
const WRAPPERS =
  /^(network_weights|state_dict|model_state_dict|model_state|model|net|network|weights|params|module)$/i
const MAX_DEPTH = 12

export interface FoundTensors {
  tensors: Tensor[]
  parameters: number
  hasOptimizer: boolean
  isStateDict: boolean
}

interface Located extends Tensor {
  storage: Storage | null
  /** Numbers that it shows. */
  count: number
  /** Where it begins in its storage. */
  offset: number
}

/** All tensors of a checkpoint but those of its optimizer. */
export function findTensors(value: Value): FoundTensors {
  const found: Located[] = []
  const seen = new Set<Value>()
  const collect = (value: Value, path: readonly string[]): void => {
    const tensor = toTensor(value)
    if (tensor) found.push({ ...tensor, name: path.join('.') })
    else if (path.length < MAX_DEPTH && !seen.has(value)) {
      if (typeof value === 'object' && value !== null) seen.add(value)
      for (const [key, item] of membersOf(value)) if (!isTraining(key, path)) collect(item, [...path, key])
    }
  }
  collect(value, [])
  const tensors = unwrapped(found)
  return {
    tensors: tensors.map(({ name, dtype, shape }) => ({ name, dtype, shape })),
    parameters: countParameters(tensors),
    hasOptimizer: hasOptimizer(value),
    isStateDict: isStateDict(value),
  }
}

/** Whether there is more than an empty state of an optimizer: it is what a training is resumed from. */
function hasOptimizer(value: Value): boolean {
  return [...(entriesOf(value) ?? [])].some(([key, item]) => OPTIMIZER.test(String(key)) && isFilled(item))
}

/** Tensors by name and nothing else: no number of an epoch, no key around them. */
function isStateDict(value: Value): boolean {
  const entries = [...(entriesOf(value) ?? [])]
  return entries.length > 0 && entries.every(([key, item]) => typeof key === 'string' && toTensor(item))
}

function isFilled(value: Value): boolean {
  return value !== null && (membersOf(value).length > 0 || toTensor(value) !== null)
}

function isTraining(key: string, path: readonly string[]): boolean {
  return path.length === 0 && (OPTIMIZER.test(key) || TRAINING.test(key))
}

function membersOf(value: Value): [string, Value][] {
  const entries = entriesOf(value)
  if (entries && entries.size > 0) return [...entries].map(([key, item]) => [String(key), item])
  return itemsOf(value).map((item, index) => [String(index), item])
}

/** Names as the model itself calls them, where all lie under one key of the script that saved them. */
function unwrapped(tensors: Located[]): Located[] {
  const first = tensors[0]?.name.split('.')[0] ?? ''
  const prefix = `${first}.`
  if (!WRAPPERS.test(first) || !tensors.every(({ name }) => name.startsWith(prefix))) return tensors
  return tensors.map((tensor) => ({ ...tensor, name: tensor.name.slice(prefix.length) }))
}

/** Of one number, by the bits in the name of its type; newer types have no storage of their own that would tell. */
function bytesOf(dtype: string): number {
  return Math.max(1, Number(/\d+/.exec(dtype)?.[0] ?? 8) / 8)
}

/** A storage that several names share counts once, but never for more than it holds. */
function countParameters(tensors: readonly Located[]): number {
  const parts = new Map<string, { counted: number; seen: Set<string>; length: number }>()
  let alone = 0
  for (const { name, dtype, storage, count, offset } of tensors) {
    if (isStatistic(name)) continue
    if (storage === null) {
      alone += count
      continue
    }
    const part = parts.get(storage.key) ?? {
      counted: 0,
      seen: new Set(),
      length: storage.dtype === null ? storage.size / bytesOf(dtype) : storage.length,
    }
    parts.set(storage.key, part)
    if (part.seen.has(`${offset} ${count}`)) continue
    part.seen.add(`${offset} ${count}`)
    part.counted = Math.min(part.counted + count, part.length)
  }
  return [...parts.values()].reduce((sum, { counted }) => sum + counted, alone)
}

const WRAPPING = ['torch._utils._rebuild_parameter', 'torch.nn.parameter.Parameter']
const DENSE = ['tensor', 'tensor_v2', 'tensor_v3', 'qtensor'].map((name) => `torch._utils._rebuild_${name}`)

/** The tensor that a call of torch's would make; null: it makes none. */
function toTensor(value: Value | undefined): Located | null {
  const wrapped = argumentsOf(value, ...WRAPPING)
  if (wrapped) return toTensor(wrapped[0])
  const parts = argumentsOf(value, 'torch._utils._rebuild_sparse_tensor')
  if (parts) return sparse(itemsOf(parts[1]))
  const args = argumentsOf(value, ...DENSE)
  return args && dense(args)
}

function dense(args: readonly Value[]): Located | null {
  const [persistent, offset, size] = args
  const shape = shapeOf(size)
  if (!isKind(persistent, 'persistent') || shape === null || typeof offset !== 'number') return null
  const storage = parseStorage(persistent.id)
  const count = shape.reduce((all, side) => all * side, 1)
  return { name: '', dtype: storage.dtype ?? statedDtype(args[6]), shape, storage, count, offset }
}

/** `indices, values, size[, is_coalesced]`, or the like for compressed layouts, whose last tensor holds the values. */
function sparse(parts: readonly Value[]): Located | null {
  const values = parts
    .map(toTensor)
    .filter((tensor) => tensor !== null)
    .at(-1)
  const shape = parts.map(shapeOf).find((found) => found !== null)
  return values && shape ? { ...values, shape } : null
}

function statedDtype(value: Value | undefined): string {
  return isKind(value, 'global') ? value.name : 'unknown'
}

/** A tuple of lengths, or torch.Size of one. */
function shapeOf(value: Value | undefined): number[] | null {
  const sized = argumentsOf(value, 'torch.Size')
  const size = sized ? sized[0] : value
  if (!isKind(size, 'tuple') && !isKind(size, 'list')) return null
  return size.items.every((side) => typeof side === 'number' && side >= 0)
    ? [...(size.items as readonly number[])]
    : null
}
