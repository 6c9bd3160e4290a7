/**
 * An nnU-Net checkpoint names its trainer and keeps its plans: they must be those of the folder that it lies in.
 */
import { join } from 'node:path'
import type { Inspection } from '../inspect/inspection.ts'
import { entriesOf, isKind, itemsOf, type Value } from '../inspect/pickle/value.ts'
import { withFile } from '../lib/byte-source.ts'
import type { JsonValue } from '../zoo/entry.ts'
import { JSON_LIMIT, parseJsonObject } from '../zoo/json-text.ts'
import { quote, type Problem } from '../zoo/problem.ts'
import type { CheckContext } from './check.ts'
import type { Content } from './content.ts'

export function nnunetProblems(
  content: Content,
  { report, plans }: Inspection,
  context: CheckContext,
): Problem[] {
  const training = content.entry.nnunet?.trainings.find(({ folder }) => content.path.startsWith(`${folder}/`))
  if (training === undefined) return []
  const trainer = report?.nnunet?.trainer ?? null
  const problems: Problem[] = []
  if (trainer !== null && trainer !== training.trainer) {
    const message = `The checkpoint was written by ${quote(trainer)}, and its folder is named for ${quote(training.trainer)}. Put it where it belongs.`
    problems.push({ file: content.place, kind: 'nnunet-trainer', message, severity: 'error' })
  }
  const difference =
    plans === undefined ? null : differenceOf(plans, readPlans(content, training.folder, context), 'plans')
  if (difference !== null) {
    const message = `The plans that the checkpoint was trained with differ from plans.json at ${quote(difference)}. Use the plans.json of that training.`
    problems.push({ file: content.place, kind: 'nnunet-plans', message, severity: 'warning' })
  }
  return problems
}

/** Undefined: they cannot be read, which is said elsewhere. */
function readPlans({ entry }: Content, folder: string, { zooDir }: CheckContext): JsonValue | undefined {
  const text = withFile(join(zooDir, entry.id, folder, 'plans.json'), (bytes) =>
    bytes.size <= JSON_LIMIT ? bytes.read(0, JSON_LIMIT).toString('utf8') : null,
  )
  return (text && parseJsonObject(text, '').value) || undefined
}

/** Where two plans first differ, as a path; null: nowhere that can be seen. What a pickle keeps in ways of its own counts as the same. */
function differenceOf(value: Value, json: JsonValue | undefined, path: string): string | null {
  if (json === undefined) return null
  const entries = isKind(value, 'dict') ? entriesOf(value) : null
  if (entries) return isObject(json) ? inObject(entries, json, path) : path
  if (isKind(value, 'list') || isKind(value, 'tuple'))
    return Array.isArray(json) ? inList(itemsOf(value), json, path) : path
  const isPlain = value === null || ['string', 'number', 'boolean'].includes(typeof value)
  return isPlain && value !== json && !(typeof value === 'number' && !Number.isFinite(value)) ? path : null
}

function inObject(
  entries: ReadonlyMap<unknown, Value>,
  json: { [key: string]: JsonValue },
  path: string,
): string | null {
  for (const [key, item] of entries) {
    const name = String(key)
    const found = Object.hasOwn(json, name)
      ? differenceOf(item, json[name], `${path}.${name}`)
      : `${path}.${name}`
    if (found !== null) return found
  }
  return null
}

function inList(items: readonly Value[], json: readonly JsonValue[], path: string): string | null {
  if (items.length !== json.length) return path
  for (const [index, item] of items.entries()) {
    const found = differenceOf(item, json[index], `${path}.${index}`)
    if (found !== null) return found
  }
  return null
}

function isObject(json: JsonValue): json is { [key: string]: JsonValue } {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}
