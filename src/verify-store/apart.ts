/**
 * The archives that a store publishes apart from its pages: what its documents say of them, and whether it is so. Their own list of sums is
 * for whoever downloads the folder; what counts is what the store's documents, which its list and its signature cover, say.
 */
import type { Progress } from '../publish/progress.ts'
import { quote, type Problem } from '../zoo/problem.ts'
import { pathFault } from './parse-sums.ts'
import type { Claim } from './promises.ts'
import { readFiles } from './read-files.ts'
import type { StoreSource } from './store-source.ts'

/** Archives that are looked at; a hostile store may name any number. */
const MOST_ARCHIVES = 200_000

interface Stated {
  size: number
  sha256: string
  isEarlier: boolean
}

export class ApartArchives {
  readonly #label: string
  readonly #stated = new Map<string, Stated>()
  readonly #problems: Problem[] = []

  /** `label` is what problems call the store. */
  constructor(label: string) {
    this.#label = label
  }

  /** Of claims without a sum, as specs make them, another document makes one with it. */
  add({ by, path, size, sha256, isEarlier = false }: Claim): void {
    if (size === undefined || sha256 === undefined || this.#stated.size >= MOST_ARCHIVES) return
    const before = this.#stated.get(path)
    const fault =
      pathFault(path) ??
      (before === undefined || (before.size === size && before.sha256 === sha256) ? null : differs(path))
    if (fault === null)
      this.#stated.set(path, { size, sha256, isEarlier: isEarlier && (before?.isEarlier ?? true) })
    else this.#problems.push({ file: `${this.#label}/${by}`, message: fault, severity: 'error' })
  }

  get count(): number {
    return this.#stated.size
  }

  /** Reads each; `source` null: nobody knows where they lie. */
  async check(
    source: StoreSource | null,
    artifacts: string,
    progress: Progress,
  ): Promise<{ problems: Problem[]; files: number; bytes: number }> {
    if (source === null) return { problems: [...this.#problems, this.#unseen(artifacts)], files: 0, bytes: 0 }
    // The folder of a build has what it made; archives of earlier versions lie where they were brought to then.
    const there = source.list && new Set(source.list().map(({ path }) => path))
    const wanted = [...this.#stated]
      .filter(([path, { isEarlier }]) => !isEarlier || there === null || there.has(path))
      .map(([path, { size }]) => ({ path, limit: size }))
    const bytes = wanted.reduce((sum, { limit }) => sum + limit, 0)
    progress.step('Checking archives', { entries: wanted.length, bytes, unit: 'file' })
    const sums = new Map([...this.#stated].map(([path, { sha256 }]) => [path, sha256]))
    let read = 0
    const onSize = (_: string, size: number) => void (read += size)
    const broken = await readFiles(source, sums, wanted, { progress, onSize }, 'the store')
    return { problems: [...this.#problems, ...broken], files: wanted.length, bytes: read }
  }

  #unseen(artifacts: string): Problem {
    const message =
      `The archives of this store are published at ${quote(artifacts)}, and were not looked at. ` +
      "Name the store's address instead, or put the folder that its build made of them beside it."
    return { file: `${this.#label}/catalogue.json`, message, severity: 'warning' }
  }
}

function differs(path: string): string {
  return `It states another size or SHA-256 for ${quote(path)} than another document does. Publish the store again.`
}
