/** Networks from the files that describe them. */
import { readCaffe } from '../../inspect/network/caffe.ts'
import { placed, type Network, type UnplacedNetwork } from '../../inspect/network/network.ts'
import { readOnnx } from '../../inspect/network/onnx-network.ts'
import type { Entry, SourceFile } from '../../zoo/entry.ts'
import type { SourceZoo } from '../source.ts'
import { figureFrom, figureText } from './figure-file.ts'

const MAX_TEXT_BYTES = 16 * 1024 * 1024
/** Of one kind, from the sections of a card. */
const MOST_OF_A_KIND = 2

/** At most two of each kind, and of a DIGITS snapshot the one that it runs. */
export function readNetworks(entry: Entry, zoo: SourceZoo): Network[] {
  const files = entry.sections.flatMap((section) => section.files ?? [])
  const kind = (ending: string) => files.filter(({ path }) => path.toLowerCase().endsWith(ending))
  return [
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
