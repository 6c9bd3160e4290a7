/** One id, as NiftyNet's `net_download` treats it: what it prints, and when it downloads. */
import { escapeHidden } from '../../zoo/problem.ts'
import type { Network } from '../net/network.ts'
import type { Surroundings } from '../surroundings.ts'
import { fetchSpec, type SpecAnswer } from './fetch-spec.ts'
import { installDownloads, type Progress } from './install-downloads.ts'
import {
  type Download,
  downloadsOf,
  isDataMissing,
  isTypedId,
  planSections,
  type PlannedSection,
} from './plan.ts'
import { publishedDownloads } from './published-downloads.ts'
import type { SpecCache } from './spec-cache.ts'
import { shortId } from './spec-urls.ts'
import type { Spec } from './spec.ts'
import { checkMinimumVersions, isNewer } from './versions.ts'

export interface Downloader {
  /** Without a slash at its end. */
  server: string
  /** Where models go. */
  home: string
  cache: SpecCache
  /** Download also what is there already. */
  retry: boolean
  network: Network
  surroundings: Surroundings
  /** Null: nobody watches. */
  startProgress: (() => Progress) | null
}

export type Outcome =
  | { kind: 'done' }
  /** It was said why. */
  | { kind: 'refused' }
  /** No server and no copy knows the id; `fault`: because the server did not answer. */
  | { kind: 'unknown'; fault: Extract<SpecAnswer, { kind: 'fault' }> | null }

/** @throws UserError where NiftyNet's own client would end with a traceback. */
export async function downloadModel(id: string, downloader: Downloader): Promise<Outcome> {
  const { server, cache, network } = downloader
  if (!isTypedId(id)) return { kind: 'unknown', fault: null }
  const answer = await fetchSpec(server, id, network)
  if (answer.kind !== 'found' && !cache.has(id))
    return { kind: 'unknown', fault: answer.kind === 'fault' ? answer : null }
  return (await updateIfRequired(id, answer, downloader)) ? { kind: 'done' } : { kind: 'refused' }
}

async function updateIfRequired(id: string, answer: SpecAnswer, downloader: Downloader): Promise<boolean> {
  const { cache, home, retry, surroundings } = downloader
  const spec = servedSpec(id, answer, downloader)
  if (spec === null || spec.sections.size === 0) {
    surroundings.out(
      answer.kind === 'found'
        ? `${id}: FAIL. Nothing to download`
        : `${id}: FAIL.\nCannot download the examples configuration file. Is the server down?`,
    )
    return false
  }
  const planned = planSections(spec, id, home)
  if (!retry && !isDataMissing(planned) && !needsUpdate(spec, cache.installed(id))) {
    surroundings.out(`${id}: OK. \nAlready downloaded. Use the -r option to download again.`)
    return true
  }
  checkMinimumVersions(spec)
  await install(id, { spec, planned, downloads: downloadsOf(planned, spec) }, downloader)
  cache.keepInstalled(id, spec)
  return true
}

/** What the server says now; else, with a warning, what it said last. */
function servedSpec(id: string, answer: SpecAnswer, { cache, surroundings }: Downloader): Spec | null {
  if (answer.kind === 'found') {
    cache.keepServed(id, answer.spec)
    return answer.spec
  }
  const why = answer.kind === 'absent' ? 'HTTP Error 404: Not Found' : answer.message
  surroundings.out(
    `Warning: updating the examples file from the server caused an error: ${escapeHidden(why)}`,
  )
  return cache.served(id)
}

function needsUpdate(served: Spec, installed: Spec | null): boolean {
  if (installed === null || (installed.config.size === 0 && installed.sections.size === 0)) return true
  return isNewer(served, installed.config)
}

interface Installation {
  spec: Spec
  planned: readonly PlannedSection[]
  downloads: readonly Download[]
}

/** Prints what NiftyNet prints, in the same order; the first line as soon as it is true. */
async function install(
  id: string,
  { spec, planned, downloads }: Installation,
  downloader: Downloader,
): Promise<void> {
  const { server, home, network, surroundings, startProgress } = downloader
  const lines = planned.flatMap((section) => linesOf(id, section))
  const firstLines = planned[0]?.action === 'expand' ? 1 : 0
  for (const line of lines.slice(0, firstLines)) surroundings.out(line)
  if (downloads.length > 0) {
    const published = await publishedDownloads({ server, id, spec, downloads }, network, surroundings)
    const origin = { store: server, id: shortId(id), version: spec.config.get('version') ?? null }
    const wanted = { origin, downloads, published, home, note: surroundings.err }
    await installDownloads(wanted, network, startProgress?.() ?? null)
  }
  for (const line of lines.slice(firstLines)) surroundings.out(line)
}

function linesOf(id: string, { name, action, url, dir }: PlannedSection): string[] {
  if (action !== 'expand')
    return [
      `${id}: FAIL.`,
      `I do not know the action ${escapeHidden(action)}. Perhaps you need to update NiftyNet?`,
    ]
  return [
    `Downloading from ${escapeHidden(url ?? '')}`,
    `${id} -- ${escapeHidden(name)}: OK.`,
    `Downloaded data to ${dir}`,
  ]
}
