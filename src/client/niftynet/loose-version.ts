/**
 * Python's LooseVersion, by which NiftyNet tells whether a model is newer: runs of digits are numbers, runs of lower-case letters and all
 * else are texts, dots only separate. Trap: Python cannot compare a number with a text, so `0.6rc1` and `0.6.0` have no order.
 */
type Component = bigint | string

/** Below 0: `a` is older. Null: Python finds no order, and NiftyNet's own client ends with a traceback. */
export function compareVersions(a: string, b: string): number | null {
  if (a === '' || b === '') return null
  const [left, right] = [componentsOf(a), componentsOf(b)]
  for (const [index, component] of left.entries()) {
    const other = right[index]
    if (other === undefined) return 1
    if (component === other) continue
    if (typeof component !== typeof other) return null
    return component < other ? -1 : 1
  }
  return left.length - right.length
}

function componentsOf(version: string): Component[] {
  return version
    .split(/(\d+|[a-z]+|\.)/)
    .filter((part) => part !== '' && part !== '.')
    .map((part) => (/^\d/.test(part) ? BigInt(part) : part))
}
