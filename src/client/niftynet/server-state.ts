import { escapeHidden } from '../../zoo/problem.ts'
import type { Downloader, Outcome } from './download-model.ts'
import { whyServerIsDown } from './fetch-spec.ts'

/** Whose fault it is that an id is not found: its own, or the server's. */
export class ServerState {
  readonly #downloader: Downloader
  /** Undefined: nobody asked yet; null: it is up. */
  #whyDown: string | null | undefined

  constructor(downloader: Downloader) {
    this.#downloader = downloader
  }

  /** True where an id was refused and the server is down. */
  get isBlamed(): boolean {
    return typeof this.#whyDown === 'string'
  }

  /** Says of an unknown id that it is one, unless the server may be to blame. */
  async judge(id: string, outcome: Exclude<Outcome, { kind: 'done' }>): Promise<void> {
    const { out } = this.#downloader.surroundings
    await this.#ask(outcome.kind === 'unknown' ? outcome.fault : null)
    if (outcome.kind === 'unknown' && id !== '' && !this.isBlamed)
      out(`${escapeHidden(id)}: FAIL. \nNo NiftyNet example was found for ${escapeHidden(id)}.`)
  }

  /** One that gave no answer at all just now is not asked again. */
  async #ask(fault: { message: string; status: number | null } | null): Promise<void> {
    const { err } = this.#downloader.surroundings
    if (fault !== null) err(escapeHidden(fault.message))
    if (this.#whyDown !== undefined) return
    const { server, network } = this.#downloader
    const hasAnswered = fault === null || fault.status !== null
    this.#whyDown = hasAnswered ? await whyServerIsDown(server, network) : fault.message
    if (hasAnswered && this.#whyDown !== null) err(escapeHidden(this.#whyDown))
  }
}
