/**
 * The files of a zoo of any size, for the benchmark: mostly model cards, some DIGITS snapshots, some nnU-Net results. The same
 * options give the same bytes everywhere.
 */
import { subject, type Subject } from './card.ts'
import { cardAndWeights, NNUNET_EACH, digits, nnunet, type GeneratedFile, type Made } from './layouts.ts'
import { picture } from './picture.ts'
import { Random } from './random.ts'
import { smallWeights, weights } from './weights.ts'

export interface ZooOptions {
  entries: number
  /** Files an entry beside one, its card; layouts that need more have more. */
  files?: number
  /** Of the weights of the first entry, beside its small files; 0: none. */
  bytes?: number
  /** So many of the first entries have a picture. */
  pictures?: number
  /** Of the pictures, in pixels. */
  side?: number
  seed?: number
}

/** Of so many entries one is of the layout; nnU-Net has three digits to tell data sets apart. */
const DIGITS_EACH = 10
const NNUNET_MOST = 900

const STORE_CARD = `---
title: A generated zoo
message: Made by a generator, to measure how long a store takes.
---
These models do not exist.
`

/** Yields every file of the zoo, entry after entry. */
export function* zooFiles(options: ZooOptions): Generator<GeneratedFile> {
  const { entries, bytes = 0, seed = 1 } = options
  const cut = smallWeights(seed)
  yield { path: 'README.md', content: STORE_CARD }
  for (let index = 0; index < entries; index++) {
    const { id, files } = entryFiles(index, options, cut)
    for (const { path, content } of files) yield { path: `${id}/${path}`, content }
    if (index === 0 && bytes > 0) yield { path: `${id}/weights/model.bin`, content: weights(bytes, seed) }
  }
}

interface EntryFiles {
  id: string
  files: GeneratedFile[]
}

type CutWeights = (random: Random) => Uint8Array

function entryFiles(index: number, options: ZooOptions, cut: CutWeights): EntryFiles {
  const { files = 1, pictures = 0, side = 1024, seed = 1 } = options
  const random = new Random(seed, index + 1)
  const about = subject(random)
  const made = layoutOf(index)(about, index, random)
  const count = files + 1 - made.files.length - made.card.length
  const small = made.small(Math.max(count, 1), () => cut(random))
  const thumbnail = index < pictures ? [{ path: 'thumbnail.png', content: picture(random, side) }] : []
  return { id: made.id, files: [...made.files, ...small, ...made.card, ...thumbnail] }
}

function layoutOf(index: number): (about: Subject, index: number, random: Random) => Made {
  if (index % NNUNET_EACH === NNUNET_EACH - 1 && index < NNUNET_EACH * NNUNET_MOST) return nnunet
  return index % DIGITS_EACH === DIGITS_EACH / 2 ? digits : cardAndWeights
}
