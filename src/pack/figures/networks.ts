/** Networks from the files that describe them. */
import { readCaffe } from '../../inspect/network/caffe.ts'
import { placed, type Network, type UnplacedNetwork } from '../../inspect/network/network.ts'
import { readNnunet } from '../../inspect/network/nnunet.ts'
import { readOnnx } from '../../inspect/network/onnx-network.ts'
import type { Entry, NnunetResults, SourceFile } from '../../zoo/entry.ts'
import type { SourceZoo } from '../source.ts'
import { figureFrom, figureText } from './figure-file.ts'

const MAX_TEXT_BYTES = 16 * 1024 * 1024
/** Of one kind, from the sections of a card. */
const MOST_OF_A_KIND = 2
const MOST_CONFIGURATIONS = 4

/** At most two of each kind; of a DIGITS snapshot the one that it runs, and of nnU-Net one for each configuration. */
export function readNetworks(entry: Entry, zoo: SourceZoo): Network[] {
  const files = entry.sections.flatMap((section) => section.files ?? [])
  const kind = (ending: string) => files.filter(({ path }) => path.toLowerCase().endsWith(ending))
  return [
    ...nnunetNetworks(entry, zoo),
    ...someOf(snapshotFiles(entry), 1, (file) => caffeFrom(entry, zoo, file)),
    ...someOf(kind('.prototxt'), MOST_OF_A_KIND, (file) => caffeFrom(entry, zoo, file)),
    ...someOf(kind('.onnx'), MOST_OF_A_KIND, (file) => figureFrom(entry, zoo, file, readOnnx)),
  ]
}

/** The first files that hold a network; of a thousand others no more than a few are opened. */
function someOf(
  files: readonly SourceFile[],
  most: number,
  read: (file: SourceFile) => UnplacedNetwork | null,
): Network[] {
  const found: Network[] = []
  for (const file of files.slice(0, 10)) {
    const network = found.length < most ? read(file) : null
    if (network !== null) found.push(placed(network, file.from))
  }
  return found
}

/** One for each configuration, from the plans that lie beside its folds. */
function nnunetNetworks(entry: Entry, zoo: SourceZoo): Network[] {
  const { nnunet } = entry
  if (nnunet === null) return []
  const ends = { channels: nnunet.channels.length, classes: classCount(nnunet) }
  return nnunet.trainings.slice(0, MOST_CONFIGURATIONS).flatMap(({ folder, configuration }) => {
    const file = nnunet.files.find(({ from }) => from === `${folder}/plans.json`)
    const text = file && figureText(entry, zoo, file, MAX_TEXT_BYTES)
    const network = text ? readNnunet(parsed(text), configuration, ends) : null
    return network === null ? [] : [placed(network, `${folder}/plans.json`)]
  })
}

/** Regions overlap, and then the background is none of the outputs; what is to be ignored never is. */
function classCount({ labels, labelValues }: NnunetResults): number {
  const hasRegions = labelValues.some((values) => values.length > 1)
  return labels.filter((label) => label !== 'ignore' && !(hasRegions && label === 'background')).length
}

/** Null where it is no JSON, or has numbers that JSON does not know. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function caffeFrom(entry: Entry, zoo: SourceZoo, file: SourceFile): UnplacedNetwork | null {
  const text = figureText(entry, zoo, file, MAX_TEXT_BYTES)
  return text === null ? null : readCaffe(text)
}

/** What is deployed comes first: only there do the inputs have their shape. */
function snapshotFiles({ digits }: Entry): SourceFile[] {
  if (digits === null) return []
  const { info } = digits
  const names = [
    info['deploy file'],
    'deploy.prototxt',
    info['model file'],
    info['network file'],
    info['train_val file'],
  ]
  const unique = [...new Set(names)].filter((name) => typeof name === 'string' && name.endsWith('.prototxt'))
  return unique.flatMap((name) => digits.files.find(({ path }) => path === name) ?? [])
}
