/** The page's end of the search worker, which starts with the first question. */
import type { FacetKey } from '../../finder/facets.ts'
import type { SearchReply, SearchRequest } from '../../finder/messages.ts'
import type { Query } from '../../finder/query.ts'

export type FoundReply = SearchReply & { kind: 'found' }
export type MoreReply = SearchReply & { kind: 'more' }

export interface SearcherEvents {
  found: (reply: FoundReply) => void
  more: (reply: MoreReply) => void
  /** The files of the search cannot be read, or the browser runs no worker. */
  fault: (message: string) => void
}

export class Searcher {
  readonly #addresses: { worker: string; folder: string }
  readonly #events: SearcherEvents
  #worker: Worker | null = null
  #number = 0

  /** `folder`: the absolute address of the store's `search/`. */
  constructor(addresses: { worker: string; folder: string }, events: SearcherEvents) {
    this.#addresses = addresses
    this.#events = events
  }

  /** Reads what a search needs, before it is asked. */
  open(): void {
    if (this.#worker) return
    const { worker, folder } = this.#addresses
    this.#worker = new Worker(worker, { type: 'module' })
    this.#worker.addEventListener('message', ({ data }: MessageEvent<SearchReply>) => this.#hear(data))
    this.#worker.addEventListener('error', () => this.#events.fault('The search did not start.'))
    this.#send({ kind: 'open', folder })
  }

  /** Only the newest question is answered. */
  find(query: Query, expanded: readonly FacetKey[]): void {
    this.open()
    this.#send({ kind: 'find', number: ++this.#number, query, expanded })
  }

  more(from: number): void {
    this.#send({ kind: 'more', number: this.#number, from })
  }

  /** What is still on its way is not wanted any more. */
  forget(): void {
    this.#number++
  }

  #send(request: SearchRequest): void {
    this.#worker?.postMessage(request)
  }

  #hear(reply: SearchReply): void {
    if (reply.kind === 'fault') this.#events.fault(reply.message)
    else if (reply.number !== this.#number) return
    else if (reply.kind === 'found') this.#events.found(reply)
    else this.#events.more(reply)
  }
}
