/**
 * "Is my file genuine?": hashes files that the reader has and says which of the store's they are. Nothing leaves the browser but requests
 * for the store's own lists.
 */
import { CheckedRow } from './checked-row.ts'
import type { HashNews } from './hash-worker.ts'
import { Fault, StoreLists } from './store-lists.ts'

function start(place: HTMLElement): void {
  place.hidden = false
  const input = place.querySelector('input')
  if (!input || typeof Worker === 'undefined' || typeof File === 'undefined') {
    giveUp(place)
    return
  }
  const checks = new Checks(place)
  input.addEventListener('change', () => {
    checks.add([...(input.files ?? [])])
    // So that the same file can be chosen again.
    input.value = ''
  })
  place.addEventListener('dragover', (event) => {
    event.preventDefault()
    place.classList.add('over')
  })
  place.addEventListener('dragleave', () => place.classList.remove('over'))
  place.addEventListener('drop', (event) => {
    event.preventDefault()
    place.classList.remove('over')
    checks.add([...(event.dataTransfer?.files ?? [])])
  })
}

/** The way without a browser's help. */
function giveUp(place: HTMLElement): void {
  place.classList.add('by-hand')
}

/** Files are checked one after the other, in the order in which they came. */
class Checks {
  readonly #place: HTMLElement
  readonly #store: string
  readonly #lists: StoreLists
  #last: Promise<void> = Promise.resolve()

  constructor(place: HTMLElement) {
    this.#place = place
    this.#store = place.dataset['store'] ?? ''
    this.#lists = new StoreLists(this.#store, place.dataset['entry'] ?? '')
  }

  add(files: readonly File[]): void {
    for (const file of files) {
      const row = new CheckedRow(file)
      this.#place.querySelector('ul')?.append(row.element)
      this.#last = this.#last.then(() => this.#check(file, row))
    }
  }

  async #check(file: File, row: CheckedRow): Promise<void> {
    try {
      const sha256 = await hash(file, row, this.#place.dataset['worker'] ?? '')
      if (sha256 === null) return
      const print = { name: file.name, size: file.size, sha256 }
      const finding = await this.#lists.identify(print)
      row.show(finding, print, this.#store)
      this.#say(`${file.name}: ${row.words}`)
    } catch (error) {
      const isOurs = error instanceof Fault
      if (!isOurs) giveUp(this.#place)
      row.fail(isOurs ? error.message : 'This browser cannot check files on this page.')
      this.#say(`${file.name}: ${row.words}`)
    }
  }

  #say(text: string): void {
    const status = this.#place.querySelector('[role=status]')
    if (status) status.textContent = text
  }
}

/** The digest of a file; null where the reader has cancelled. */
function hash(file: File, row: CheckedRow, workerUrl: string): Promise<string | null> {
  return new Promise((done, failed) => {
    if (row.isCancelled) {
      done(null)
      return
    }
    const worker = new Worker(workerUrl, { type: 'module' })
    const end = (finish: () => void) => {
      worker.terminate()
      finish()
    }
    row.onCancel = () => end(() => done(null))
    worker.addEventListener('error', () => end(() => failed(new Error('The worker did not run.'))))
    worker.addEventListener('message', ({ data }: MessageEvent<HashNews>) => {
      if ('bytes' in data) row.progress(data.bytes)
      else if ('sha256' in data) end(() => done(data.sha256))
      else end(() => failed(new Fault(data.fault)))
    })
    worker.postMessage(file)
  })
}

const place = document.getElementById('check-file-place')
if (place) start(place)
