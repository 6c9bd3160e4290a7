/** What the page shows of one file that is checked. */
import { formatBytes, formatCount } from '../format.ts'
import type { Finding, Fingerprint } from '../identify-file.ts'

export class CheckedRow {
  readonly element = document.createElement('li')
  readonly #file: File
  readonly #verdict = add(document.createElement('p'), 'finding')
  readonly #bar = document.createElement('progress')
  readonly #cancel = document.createElement('button')
  isCancelled = false
  onCancel: () => void = () => undefined

  constructor(file: File) {
    this.#file = file
    const name = add(document.createElement('p'), 'checked-name')
    name.dir = 'auto'
    name.textContent = file.name
    this.#bar.max = Math.max(1, file.size)
    this.#bar.value = 0
    this.#bar.setAttribute('aria-label', `Reading ${file.name}`)
    this.#cancel.type = 'button'
    this.#cancel.className = 'copy'
    this.#cancel.textContent = 'Cancel'
    this.#cancel.setAttribute('aria-label', `Cancel the check of ${file.name}`)
    this.#cancel.addEventListener('click', () => this.#stop())
    this.#verdict.append(this.#bar, ' ', this.#cancel)
    this.element.append(name, this.#verdict)
  }

  get words(): string {
    return this.#verdict.textContent
  }

  progress(bytes: number): void {
    this.#bar.value = bytes
  }

  show(finding: Finding, { size, sha256 }: Fingerprint, store: string): void {
    this.element.className = finding.kind
    this.#verdict.replaceChildren(finding.text)
    if (finding.kind === 'elsewhere') this.#verdict.append(linkTo(store + finding.href, finding.link), '.')
    const facts = add(document.createElement('p'), 'checked-facts')
    const digest = document.createElement('code')
    digest.textContent = sha256
    facts.append(`${formatBytes(size)} (${formatCount(size)} bytes), SHA-256 `, digest)
    this.element.append(facts)
  }

  fail(text: string): void {
    this.element.className = 'unknown'
    this.#verdict.replaceChildren(text)
  }

  #stop(): void {
    this.isCancelled = true
    this.fail(`Cancelled, of ${formatBytes(this.#file.size)}.`)
    this.onCancel()
  }
}

function add(element: HTMLParagraphElement, name: string): HTMLParagraphElement {
  element.className = name
  return element
}

function linkTo(href: string, text: string): HTMLAnchorElement {
  const link = document.createElement('a')
  link.href = href
  link.textContent = text
  return link
}
