/** What nnU-Net calls the classes of a data set: `labels` of its `dataset.json`, a number each, or a list of them for a region. */
import { cleanName } from './log-text.ts'

export interface NnunetClasses {
  /** By the key that `summary.json` has for the class: `1`, or `(1, 2)` for a region. */
  names: Map<string, string>
  /** In the order in which a training log lists their Dice. */
  inOrder: string[]
}

/** Empty where the text is no `dataset.json`. The background and the cases' parts to ignore are no classes. */
export function classesOf(text: string): NnunetClasses {
  const labels = Object.entries(labelsOf(text)).filter(([name]) => name !== 'ignore')
  const classes = labels.flatMap(([name, value]) => {
    const values = [value].flat()
    const isClass = values.every((one) => Number.isInteger(one)) && values.some((one) => one !== 0)
    return isClass
      ? [{ name: cleanName(name), values: values as number[], isRegion: Array.isArray(value) }]
      : []
  })
  // Regions keep their order in the file; single labels go by their number.
  const hasRegions = classes.some(({ isRegion }) => isRegion)
  const inOrder = hasRegions ? classes : classes.toSorted((a, b) => a.values[0]! - b.values[0]!)
  return {
    names: new Map(
      classes.map(({ name, values, isRegion }) => [isRegion ? tuple(values) : `${values[0]!}`, name]),
    ),
    inOrder: inOrder.map(({ name }) => name),
  }
}

function labelsOf(text: string): Record<string, unknown> {
  try {
    const { labels } = JSON.parse(text) as { labels?: unknown }
    return typeof labels === 'object' && labels !== null ? (labels as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** As Python writes it. */
function tuple(values: readonly number[]): string {
  return values.length === 1 ? `(${values[0]!},)` : `(${values.join(', ')})`
}
