/** A file that is wanted, and who hears of it while it comes. */

export interface Wanted {
  /** Asked in turn. */
  urls: readonly string[]
  /** Address of the store whose documents name `urls`; undefined: the person typed them. */
  namedBy?: string
  /** On disk, absolute. */
  path: string
  /** Null: nobody says. */
  size: number | null
  /** Hex. */
  sha256: string | null
  /** For progress: `weights.tar.gz`. */
  label: string
}

export interface Downloaded {
  path: string
  size: number
  /** Lower-case hex. */
  sha256: string
  /** That served it; the first one where all of it lay on disk already. */
  url: string
}

/** Hears of each file `begin`, then the others in any order, then `end`, whether it came or not. A `note` may come before `begin`. */
export interface DownloadListener {
  /** `have`: bytes that an earlier run left; `total` null: nobody says. Of a file that no server has, never. */
  begin: (file: Wanted, have: number, total: number | null) => void
  /** Negative after a restart from 0. */
  bytes: (file: Wanted, count: number) => void
  note: (file: Wanted, sentence: string) => void
  end: (file: Wanted) => void
}

/** A listener that tells `begin` and `end` once each, and knows how much `begin` and `bytes` have told. */
export class Telling {
  readonly #file: Wanted
  readonly #listener: DownloadListener | undefined
  #state: 'silent' | 'begun' | 'ended' = 'silent'

  constructor(file: Wanted, listener: DownloadListener | undefined) {
    this.#file = file
    this.#listener = listener
  }

  begin(have: number, total: number | null): void {
    if (this.#state !== 'silent') return
    this.#state = 'begun'
    this.#listener?.begin(this.#file, have, total)
  }

  bytes(count: number): void {
    if (count !== 0 && this.#state === 'begun') this.#listener?.bytes(this.#file, count)
  }

  note(sentence: string): void {
    this.#listener?.note(this.#file, sentence)
  }

  end(): void {
    if (this.#state === 'begun') this.#listener?.end(this.#file)
    this.#state = 'ended'
  }
}
