/**
 * Narrows entries by facets. Values of one facet are alternatives, facets must all hold. What a facet's values count leaves that facet's own choice out
 * of account, so that choosing one does not empty the others.
 */
import type { SearchRow } from '../../formats/search-rows.ts'
import { FACET_KEYS, FACETS, type FacetKey } from './facets.ts'
import type { Chosen } from './query.ts'

export interface FacetValue {
  value: string
  label: string
  count: number
  isChosen: boolean
}

export interface FacetList {
  key: FacetKey
  label: string
  values: FacetValue[]
  /** Further values that are not listed. */
  more: number
}

/** Values that are listed when somebody asks for more. */
const MOST_LISTED = 300

/** The values of one facet, as numbers. */
interface Column {
  key: FacetKey
  values: string[]
  /** Entries of each value in the whole store. */
  totals: number[]
  /** Of each entry. */
  ofRow: readonly number[][]
}

export interface Narrowed {
  /** Places of the entries that fit, ascending. */
  fitting: number[]
  /** Entries of each value, by facet, in the order of the columns. */
  counts: Int32Array[]
}

/** The facets of a fixed list of entries. */
export class Facets {
  readonly #columns: readonly Column[]
  readonly #size: number

  constructor(rows: readonly SearchRow[]) {
    this.#size = rows.length
    this.#columns = FACET_KEYS.map((key) => columnOf(key, rows))
  }

  /** `isCandidate`: by place, whether the text fits; null: there is none. */
  narrow(chosen: Chosen, isCandidate: Uint8Array | null): Narrowed {
    const wanted = this.#columns.map(({ key, values }) => wantedOf(values, chosen[key]))
    const counts = this.#columns.map(({ values }) => new Int32Array(values.length))
    const fitting: number[] = []
    for (let at = 0; at < this.#size; at++) {
      if (isCandidate && !isCandidate[at]) continue
      const missed = this.#missed(at, wanted)
      if (missed === FITS) fitting.push(at)
      if (missed === MISSES_SEVERAL) continue
      this.#columns.forEach(({ ofRow }, facet) => {
        if (missed !== FITS && missed !== facet) return
        for (const value of ofRow[at]!) counts[facet]![value]!++
      })
    }
    return { fitting, counts }
  }

  /** The one facet that an entry misses, by its place, or one of the two constants. */
  #missed(at: number, wanted: readonly (Set<number> | null)[]): number {
    let missed = FITS
    for (let facet = 0; facet < wanted.length; facet++) {
      const those = wanted[facet]
      if (!those || this.#columns[facet]!.ofRow[at]!.some((value) => those.has(value))) continue
      if (missed !== FITS) return MISSES_SEVERAL
      missed = facet
    }
    return missed
  }

  /** What people see: facets that tell entries apart, or of which something is chosen. */
  list({ counts }: Pick<Narrowed, 'counts'>, chosen: Chosen, expanded: readonly FacetKey[]): FacetList[] {
    const lists = this.#columns.map((column, facet) =>
      listOf(column, counts[facet]!, chosen[column.key] ?? [], expanded.includes(column.key)),
    )
    return lists.filter((_, facet) => this.#tells(this.#columns[facet]!) || chosen[this.#columns[facet]!.key])
  }

  #tells({ totals }: Column): boolean {
    return totals.some((total) => total < this.#size)
  }
}

const FITS = -1
const MISSES_SEVERAL = -2

function columnOf(key: FacetKey, rows: readonly SearchRow[]): Column {
  const { valuesOf } = FACETS[key]
  const numbers = new Map<string, number>()
  const totals: number[] = []
  const ofRow = rows.map((row) => {
    const values = [...new Set(valuesOf(row))]
    return values.map((value) => {
      const number = numbers.get(value) ?? numbers.size
      numbers.set(value, number)
      totals[number] = (totals[number] ?? 0) + 1
      return number
    })
  })
  return { key, values: [...numbers.keys()], totals, ofRow }
}

/** Null: nothing of the facet is chosen. A value that no entry has fits none. */
function wantedOf(values: readonly string[], chosen: readonly string[] | undefined): Set<number> | null {
  return chosen ? new Set(chosen.map((value) => values.indexOf(value))) : null
}

function listOf(
  { key, values, totals }: Column,
  counts: Int32Array,
  chosen: readonly string[],
  isExpanded: boolean,
): FacetList {
  const { label, labelOf, order, shown } = FACETS[key]
  // Tags are too many to be known by heart: those that still lead somewhere come first. Other lists keep their order.
  const weights: ArrayLike<number> = key === 'tag' ? counts : totals
  const rank = (value: number): number => (order ? -order.indexOf(values[value]!) : weights[value]!)
  const all = values.map((_, value) => value)
  all.sort((a, b) => rank(b) - rank(a) || (values[a]! < values[b]! ? -1 : 1))
  const listed = all.filter(
    (value, place) => place < (isExpanded ? MOST_LISTED : shown) || chosen.includes(values[value]!),
  )
  const unknown = chosen.filter((value) => !values.includes(value))
  return {
    key,
    label,
    values: [
      ...listed.map((value) => ({ value: values[value]!, count: counts[value]! })),
      ...unknown.map((value) => ({ value, count: 0 })),
    ].map(({ value, count }) => ({ value, label: labelOf(value), count, isChosen: chosen.includes(value) })),
    more: isExpanded ? 0 : all.length - listed.length,
  }
}
