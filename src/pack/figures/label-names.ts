/**
 * Names of labels, from the `dataset.json` that nnU-Net and the Medical Segmentation Decathlon keep beside their data.
 * Source: https://github.com/MIC-DKFZ/nnUNet/blob/master/documentation/dataset_format.md
 */
import type { SourceFile } from '../../zoo/entry.ts'

/** By the label. */
export type LabelNames = ReadonlyMap<number, string>

const MOST_NAMES = 256
const MOST_LETTERS = 80

/** The one that is nearest above a file of the entry; null: none. */
export function findDataset(files: readonly SourceFile[], volume: SourceFile): SourceFile | null {
  const above = files.filter(({ from }) => {
    const folder = from.slice(0, -'dataset.json'.length)
    return /(^|\/)dataset\.json$/.test(from) && volume.from.startsWith(folder)
  })
  return above.reduce<SourceFile | null>(
    (best, file) => (best === null || file.from.length > best.from.length ? file : best),
    null,
  )
}

/** Both ways round: `{"liver": 1}`, and the older `{"1": "liver"}`. Empty where the text is nothing of the kind. */
export function parseLabelNames(text: string): LabelNames {
  const labels = labelsOf(text)
  const names = new Map<number, string>()
  for (const [key, value] of Object.entries(labels).slice(0, MOST_NAMES)) {
    if (typeof value === 'number') names.set(value, key.slice(0, MOST_LETTERS))
    else if (typeof value === 'string') names.set(Number(key), value.slice(0, MOST_LETTERS))
  }
  return names
}

function labelsOf(text: string): object {
  try {
    const { labels } = Object(JSON.parse(text)) as { labels?: unknown }
    return Object(labels) as object
  } catch {
    return {}
  }
}
