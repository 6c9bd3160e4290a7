/** Finds the volumes among an entry's files by their names, and the label maps that belong to them. */
import type { SourceFile } from '../../zoo/entry.ts'

/** At least one of the two is not null. */
export interface VolumePair {
  image: SourceFile | null
  labels: SourceFile | null
}

interface NamedVolume {
  file: SourceFile
  /** What images and label maps of the same case share. */
  case: string
  isLabels: boolean
}

const VOLUME = /\.nii(\.gz)?$/i
const LABEL_WORD = /^(labels?|seg|segmentations?|masks?|gt)$/
const IMAGE_WORD = /^(images?|img|imgs)$/
/** Folders of nnU-Net and the Medical Segmentation Decathlon: `imagesTr`, `labelsTs`. */
const FOLDER = /^(images?|imgs?|labels?|masks?|segmentations?)(tr|ts|val)?$/
/** `img0001` and `label0001`. */
const PREFIX = /^(img|image|label|seg|mask)(?=\d)/
/** nnU-Net's number of a channel: `case_0000`. */
const CHANNEL = /_\d{4}$/

/** Pairs first, then those that stand alone, each sorted by path; of several images of a case the first. */
export function pairVolumes(files: readonly SourceFile[]): VolumePair[] {
  const named = files
    .filter(({ from }) => VOLUME.test(from))
    .sort((a, b) => (a.from < b.from ? -1 : 1))
    .map(nameVolume)
  const cases = new Map<string, VolumePair>()
  for (const { file, case: key, isLabels } of named) {
    const pair = cases.get(key) ?? { image: null, labels: null }
    if (isLabels) pair.labels ??= file
    else pair.image ??= file
    cases.set(key, pair)
  }
  const found = [...cases.values()]
  const isPair = ({ image, labels }: VolumePair) => image !== null && labels !== null
  return [...found.filter(isPair), ...found.filter((pair) => !isPair(pair))]
}

function nameVolume(file: SourceFile): NamedVolume {
  const folders = file.from.toLowerCase().replace(VOLUME, '').split('/')
  const stem = folders.pop()!
  const kinds = folders.map((folder) => FOLDER.exec(folder)?.[1] ?? '')
  const prefix = PREFIX.exec(stem)?.[1] ?? ''
  const words = stem.replace(PREFIX, '').replace(CHANNEL, '').split(/[_.-]/)
  const isRole = (word: string) => LABEL_WORD.test(word) || IMAGE_WORD.test(word)
  const isLabels = [...kinds, prefix, ...words].some((word) => LABEL_WORD.test(word))
  const place = folders.map((folder) => folder.replace(FOLDER, '<$2>'))
  const rest = words.filter((word) => !isRole(word))
  return { file, case: [...place, rest.join('_')].join('/'), isLabels }
}
