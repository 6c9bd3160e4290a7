/** Three slices of a volume, of its label map, or of both. */
import { Intensities, type Window } from '../../inspect/volume/intensities.ts'
import { LabelSurvey } from '../../inspect/volume/label-survey.ts'
import { middle, Planes, type Plane } from '../../inspect/volume/planes.ts'
import type { Triple } from '../../inspect/volume/orientation.ts'
import type { VolumeHeader } from '../../inspect/volume/volume-header.ts'
import type { HashedSource } from '../source.ts'
import { readVolume } from './read-volume.ts'

export interface Slices {
  header: VolumeHeader
  /** Null: the volume is a label map itself. */
  image: { planes: Plane[]; window: Window } | null
  labels: { planes: Plane[]; values: number[] } | null
}

/** Of a volume that stands alone, more or larger values than these are intensities. */
const MOST_LONE_LABELS = 32
const MOST_LONE_VALUE = 255

interface Survey {
  header: VolumeHeader
  labels: LabelSurvey
}

/** Null: nothing that could be shown. At most three passes over the files. @throws SourceError */
export async function readSlices(
  image: HashedSource | null,
  labels: HashedSource | null,
): Promise<Slices | null> {
  if (labels !== null) {
    const survey = await surveyLabels(labels)
    if (survey !== null && image === null) return sliceLabels(labels, survey)
    const slices = survey && image && (await slicePair(image, labels, survey))
    if (slices !== null) return slices
  }
  if (image === null) return null
  const survey = await surveyLabels(image)
  return survey !== null && looksLikeLabels(survey.labels.values)
    ? sliceLabels(image, survey)
    : sliceImage(image)
}

function looksLikeLabels(values: readonly number[]): boolean {
  return values.length <= MOST_LONE_LABELS && values.every((value) => value <= MOST_LONE_VALUE)
}

/** Null: no label map, or one without labels. */
async function surveyLabels(source: HashedSource): Promise<Survey | null> {
  const read: { header?: VolumeHeader } = {}
  const labels = new LabelSurvey()
  const isWhole = await readVolume(source, (header) => {
    read.header = header
    return labels.visit
  })
  const { header } = read
  return header && isWhole && labels.isLabelMap && labels.centre ? { header, labels } : null
}

async function slicePair(image: HashedSource, labels: HashedSource, survey: Survey): Promise<Slices | null> {
  const at = survey.labels.centre!
  const seen = await sliceImage(image, at, survey.header)
  const drawn = seen && (await sliceLabels(labels, survey))
  return seen && drawn && { ...seen, labels: drawn.labels }
}

async function sliceLabels(source: HashedSource, { header, labels }: Survey): Promise<Slices | null> {
  const planes = new Planes(header, labels.centre!)
  const isWhole = await readVolume(source, () => planes.visit)
  return isWhole ? { header, image: null, labels: { planes: planes.planes, values: labels.values } } : null
}

/** In the middle, or at a voxel of another volume, which must be as large as this one. */
async function sliceImage(source: HashedSource, at?: Triple, like?: VolumeHeader): Promise<Slices | null> {
  const read: { header?: VolumeHeader; planes?: Planes; intensities?: Intensities } = {}
  const isWhole = await readVolume(source, (header) => {
    if (like && !isAlike(header, like)) return null
    const planes = (read.planes = new Planes(header, at ?? middle(header.size)))
    const intensities = (read.intensities = new Intensities(header.size))
    read.header = header
    return (row, y, z) => {
      planes.visit(row, y, z)
      intensities.visit(row, y, z)
    }
  })
  const { header, planes } = read
  const window = isWhole ? read.intensities?.window : null
  return header && planes && window
    ? { header, image: { planes: planes.planes, window }, labels: null }
    : null
}

/** The same voxels, lying the same way. */
function isAlike(header: VolumeHeader, other: VolumeHeader): boolean {
  const shape = ({ size, orientation }: VolumeHeader) => JSON.stringify([size, orientation])
  return shape(header) === shape(other)
}
