/** What a page says of the pictures of an entry's data. */
import { hexColour, labelColour, LABEL_COLOURS } from '../inspect/volume/label-colours.ts'
import { ownPath, type Download, type StoreEntry, type View } from '../store.ts'

export interface LegendItem {
  /** `#e69f00` */
  colour: string
  text: string
}

/** As many as there are colours. */
const MOST_NAMED = LABEL_COLOURS

/** `phantom_200_image.nii.gz` */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** `48 × 48 × 48 voxels of 4 × 4 × 4 mm`; one number where all sides are the same. */
export function measures({ voxels, spacing }: View): string {
  const sides = new Set(spacing).size === 1 ? `${spacing[0]!}` : spacing.join(' × ')
  return `${voxels.join(' × ')} voxels of ${sides} mm`
}

/** The labels with their colours, and how many are left out. */
export function legend({ classes }: View): { items: LegendItem[]; more: number } {
  const items = classes.slice(0, MOST_NAMED).map(({ label, name }) => ({
    colour: hexColour(labelColour(label)),
    text: name ?? `label ${label}`,
  }))
  return { items, more: classes.length - items.length }
}

/** For those who do not see it: plane, file, and what lies on which side. */
export function describeSlice(
  view: View,
  plane: View['slices'][number]['plane'],
  isLabelled: boolean,
): string {
  const what = view.labels === null && view.classes.length > 0 ? 'label map ' : ''
  const with_ = isLabelled && view.labels !== null ? ` with the labels of ${fileName(view.labels)}` : ''
  return `${capital(plane)} slice of ${what}${fileName(view.source)}${with_}${sides(view, plane)}`
}

function sides({ isOriented }: View, plane: string): string {
  if (!isOriented) return '; the file does not state how it lies'
  return plane === 'sagittal' ? '; the front is on the left' : '; the patient’s right is on the left'
}

export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

/** Where a browser finds the volumes of a view: an archive of the store, and the paths inside it. */
export interface VolumeSource {
  /** Below the store's address. */
  path: string
  size: number
  sha256: string
  /** Members of the archive, with their sizes. */
  volume: string
  labels: string | null
}

const MOST_ARCHIVE_BYTES = 256 * 2 ** 20

/** Whether one of the entry's volumes can be opened in the page. */
export function opensVolumes(entry: Pick<StoreEntry, 'downloads' | 'figures'>): boolean {
  return entry.figures.views.some((view) => volumeSource(entry, view) !== null)
}

/** Null: it is flat, or no archive beside the pages holds it that a browser should open. */
export function volumeSource(entry: Pick<StoreEntry, 'downloads'>, view: View): VolumeSource | null {
  const held = holder(entry, view)
  if (!held || held.download.path === null) return null
  const { path, size, sha256 } = held.download
  return { path, size, sha256, volume: held.volume, labels: held.labels }
}

/** The section whose archive would be opened if it lay beside the pages: they may ask no other host for files. Null: there is none. */
export function sectionElsewhere(entry: Pick<StoreEntry, 'downloads'>, view: View): string | null {
  const download = holder(entry, view)?.download
  return download?.path === null ? download.section : null
}

interface Holder {
  download: Download
  volume: string
  labels: string | null
}

/** The first archive of ours that holds the volume and is small enough. */
function holder({ downloads }: Pick<StoreEntry, 'downloads'>, view: View): Holder | null {
  if (view.voxels.includes(1)) return null
  for (const download of downloads) {
    const { section, size, files } = download
    if (files === null || size > MOST_ARCHIVE_BYTES || !ownPath(download)?.endsWith('.tar.gz')) continue
    const member = (from: string | null) =>
      files.find((file) => file.path === from || `${section}/${file.path}` === from)?.path ?? null
    const volume = member(view.source)
    if (volume !== null) return { download, volume, labels: member(view.labels) }
  }
  return null
}
