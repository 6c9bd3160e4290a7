/** Sums and sizes of the files that a new card says are hosted elsewhere. */
import { UserError } from '../../lib/user-error.ts'
import { Interrupted } from '../../client/net/interrupted.ts'
import type { Network } from '../../client/net/network.ts'
import { escapeHidden, quote } from '../../zoo/problem.ts'
import type { CardFacts, Draft } from '../draft.ts'
import { measureHosted, type MeasureListener } from '../pin/measure-hosted.ts'

export interface PinOptions {
  network: Network
  listener: MeasureListener
  /** False: nothing is fetched, and a note says what is missing. */
  isAllowed: boolean
  /** Address of the document that names the files, or of the store; undefined: neither is known. */
  namedBy?: string | undefined
}

interface Hosted {
  url: string
  sha256?: string
  size?: number
}

type Sections = Record<string, Partial<Hosted>>

/** The draft with what could be found out; what could not is a note. Each file is fetched once. @throws Interrupted */
export async function pinDownloads(draft: Draft, options: PinOptions): Promise<Draft> {
  const sections = (draft.facts['downloads'] ?? {}) as Sections
  const notes = [...draft.notes]
  const pinned: Sections = {}
  for (const [name, section] of Object.entries(sections))
    pinned[name] = isOpen(section) ? await pin(name, section, draft.id, options, notes) : section
  const facts: CardFacts = { ...draft.facts, downloads: Object.keys(pinned).length > 0 ? pinned : null }
  return { ...draft, facts, notes }
}

function isOpen(section: Partial<Hosted>): section is Hosted {
  return section.url !== undefined && (section.sha256 === undefined || section.size === undefined)
}

async function pin(
  name: string,
  section: Hosted,
  id: string,
  options: PinOptions,
  notes: string[],
): Promise<Hosted> {
  const advice = `The entry is not complete before "npm run pin -- ${id} ${name}" has fetched it.`
  if (!options.isAllowed) {
    notes.push(`The size and SHA-256 of the section ${quote(name)} are not known. ${advice}`)
    return section
  }
  try {
    const { sha256, size } = await measureHosted(
      section.url,
      options.network,
      options.listener,
      options.namedBy,
    )
    if (section.sha256 === undefined || section.sha256 === sha256) return { ...section, sha256, size }
    notes.push(
      `What the server sends for the section ${quote(name)} has SHA-256 ${sha256}, and the source states ${section.sha256}: it is another file. Ask whoever hosts it; ${advice}`,
    )
  } catch (error) {
    if (!(error instanceof UserError) || error instanceof Interrupted) throw error
    notes.push(`The section ${quote(name)} could not be fetched: ${escapeHidden(error.message)} ${advice}`)
  }
  return section
}
