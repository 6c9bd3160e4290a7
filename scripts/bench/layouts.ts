/** The three layouts of entries, for generated zoos. */
import { card, type Subject } from './card.ts'
import type { Random } from './random.ts'

/** Of so many entries one holds results of nnU-Net; its data set is numbered by that. */
export const NNUNET_EACH = 20

export interface GeneratedFile {
  /** Below the folder of the zoo. */
  path: string
  /** Chunks are to be written before the next one is asked for. */
  content: string | Uint8Array | Iterable<Uint8Array>
}

/** What a layout needs, and how it names what else there is. */
export interface Made {
  id: string
  card: GeneratedFile[]
  files: GeneratedFile[]
  small: (count: number, bytes: () => Uint8Array) => GeneratedFile[]
}

/** A model card, and a folder of weights. */
export function cardAndWeights(about: Subject, index: number, random: Random): Made {
  const { network, organ, scan } = about
  const title = `${network} for the ${organ} in ${scan}, model ${index}`
  const name = `${network}_${organ}_${scan}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')
  return {
    id: `${name}_${number(index)}`,
    card: [{ path: 'README.md', content: card(about, title, random) }],
    files: [],
    small: (count, bytes) =>
      numbered(count, (part) => ({ path: `weights/layer_${part}.bin`, content: bytes() })),
  }
}

/** A DIGITS snapshot; it has no card. */
export function digits({ organ, scan, group, license }: Subject, index: number): Made {
  const info = {
    ...{ name: `${organ}, ${scan}, model ${index}`, username: `Group ${group}`, framework: 'caffe' },
    ...{ 'image dimensions': [28, 28, 1], 'image resize mode': 'squash' },
    note: `A small network that tells whether the ${organ} is seen in a slice.`,
    ...{ 'snapshot file': 'part_000.caffemodel', 'model file': 'original.prototxt' },
    ...{ 'deploy file': 'deploy.prototxt', 'labels file': 'labels.txt' },
  }
  const network = `name: "${organ}"\ninput: "data"\ninput_shape { dim: 1 dim: 1 dim: 28 dim: 28 }\n`
  return {
    id: `digits_${organ}_${number(index)}`,
    card: [],
    files: [
      { path: 'info.json', content: json(info) },
      { path: 'aux.json', content: json({ affiliate: `Imaging laboratory ${group}`, license }) },
      { path: 'original.prototxt', content: network },
      { path: 'deploy.prototxt', content: network },
      { path: 'labels.txt', content: `other\n${organ}\n` },
    ],
    small: (count, bytes) =>
      numbered(count, (part) => ({ path: `part_${part}.caffemodel`, content: bytes() })),
  }
}

/** A results folder of nnU-Net, each small file a fold of it. */
export function nnunet(about: Subject, index: number, random: Random): Made {
  const { organ, scan, license, group } = about
  const order = (index + 1) / NNUNET_EACH
  const id = `Dataset${String(order).padStart(3, '0')}_${organ[0]!.toUpperCase()}${organ.slice(1)}`
  const training = 'nnUNetTrainer__nnUNetPlans__2d'
  const dataset = {
    ...{ channel_names: { '0': scan }, labels: { background: 0, [organ]: 1 }, file_ending: '.nii.gz' },
    ...{ numTraining: random.whole(20, 900), name: id, reference: `Group ${group}`, licence: license },
  }
  const plans = { dataset_name: id, plans_name: 'nnUNetPlans', configurations: { '2d': { batch_size: 8 } } }
  const title = `nnU-Net for the ${organ} in ${scan}, data set ${order}`
  return {
    id,
    card: [{ path: 'README.md', content: card({ ...about, library: 'pytorch' }, title, random) }],
    files: [
      { path: `${training}/dataset.json`, content: json(dataset) },
      { path: `${training}/plans.json`, content: json(plans) },
    ],
    small: (count, bytes) =>
      numbered(count, (_, fold) => ({
        path: `${training}/fold_${fold}/checkpoint_final.pth`,
        content: pickledBytes(bytes()),
      })),
  }
}

/** The smallest checkpoint there is: a pickle that holds bytes, and imports nothing. */
function pickledBytes(bytes: Uint8Array): Uint8Array {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(bytes.length)
  return Buffer.concat([Buffer.from('\x80\x03B', 'latin1'), length, bytes, Buffer.from('.')])
}

function numbered(count: number, file: (part: string, index: number) => GeneratedFile): GeneratedFile[] {
  return Array.from({ length: count }, (_, index) => file(String(index).padStart(3, '0'), index))
}

function number(index: number): string {
  return String(index).padStart(5, '0')
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
