/** From a source to an entry under zoo/: everything of it, or nothing. */
import { setImmediate } from 'node:timers/promises'
import type { Network } from '../../client/net/network.ts'
import { CARD_KEYS } from '../../zoo/keys.ts'
import { formatCard } from '../card-text.ts'
import type { Draft } from '../draft.ts'
import { placeInSteps } from '../place-draft.ts'
import type { MeasureListener } from '../pin/measure-hosted.ts'
import { importSource } from './import-source.ts'
import { openSource } from './open-source.ts'
import { pinDownloads } from './pin-downloads.ts'

export interface ImportOptions {
  /** A path, or the address of an .ini or .yaml. */
  source: string
  /** Null: found out. */
  id: string | null
  /** Absolute. */
  zooDir: string
  /** The store's address: where that is public, a source leads into no private network. Null: nobody has said it. */
  storeUrl: string | null
  network: Network
  listener: MeasureListener & { unpacked: (bytes: number) => void; copied: (bytes: number) => void }
  /** False: hosted files are not fetched. */
  isPinned: boolean
  /** True: nothing is written but what is unpacked meanwhile. */
  isDry: boolean
}

export interface Imported {
  /** For people: `MONAI bundle`. */
  kind: string
  draft: Draft
  /** `README.md`. */
  card: string
  /** Absolute path of the new folder; null: nothing was written. */
  dir: string | null
}

/** @throws UserError with what is wrong with the source, or where the entry is there already; nothing is left then. */
export async function importEntry(options: ImportOptions): Promise<Imported> {
  const { source, id, zooDir, network, listener } = options
  const { signal } = network
  const opened = await openSource(source, { zooDir, signal, onBytes: listener.unpacked })
  try {
    const found = await importSource(opened, id, network)
    const namedBy = opened.kind === 'url' ? opened.place : (options.storeUrl ?? undefined)
    const draft = await pinDownloads(inOrder(found.draft), {
      network,
      listener,
      namedBy,
      isAllowed: options.isPinned,
    })
    const card = draft.card ?? formatCard(draft.facts, draft.prose)
    const ownDir = opened.kind === 'tree' && opened.tree.archive !== undefined ? opened.tree.dir : undefined
    const dir = options.isDry ? null : await place(draft, ownDir, options)
    return { kind: found.kind, draft, card, dir }
  } finally {
    opened.discard()
  }
}

/** Stops within a few megabytes when told to, and leaves nothing then. */
async function place(draft: Draft, ownDir: string | undefined, options: ImportOptions): Promise<string> {
  const { zooDir, network, listener } = options
  const steps = placeInSteps(draft, zooDir, ownDir)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    listener.copied(step.value)
    await setImmediate()
    if (!network.signal.aborted) continue
    steps.return('')
    network.signal.throwIfAborted()
  }
}

/** Cards are read from the top, so their keys stand as the schema has them, whatever found them first. */
function inOrder(draft: Draft): Draft {
  const place = (key: string) => CARD_KEYS.indexOf(key)
  const facts = Object.entries(draft.facts).sort(([a], [b]) => place(a) - place(b))
  return { ...draft, facts: Object.fromEntries(facts) }
}
