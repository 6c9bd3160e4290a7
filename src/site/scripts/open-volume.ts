/** Opens a volume of the page in the viewer, which is fetched when somebody asks for it first. */
import { labelColour } from '../../inspect/volume/label-colours.ts'
import { fetchVolumes, FetchError } from './fetch-volumes.ts'
import type { Plane, VolumeCanvas } from './volume-canvas.ts'

function connect(dialog: HTMLDialogElement): void {
  const viewer = new Viewer(dialog)
  for (const button of document.querySelectorAll<HTMLButtonElement>('.look-closer')) {
    button.hidden = false
    button.addEventListener('click', () => {
      viewer.open(button)
    })
  }
}

class Viewer {
  readonly #dialog: HTMLDialogElement
  readonly #canvas: HTMLCanvasElement
  readonly #slider: HTMLInputElement
  readonly #progress: HTMLProgressElement
  #drawn: VolumeCanvas | null = null
  #fetched: Promise<VolumeCanvas> | null = null
  /** Ends when nothing is being drawn: one that was closed in the middle must not come into the next. */
  #idle = Promise.resolve()
  #running = new AbortController()

  constructor(dialog: HTMLDialogElement) {
    this.#dialog = dialog
    this.#canvas = dialog.querySelector('canvas')!
    this.#slider = dialog.querySelector<HTMLInputElement>('input[type=range]')!
    this.#progress = dialog.querySelector('progress')!
    // Escape closes a dialog too, and the focus goes back by itself.
    dialog.addEventListener('close', () => {
      this.#running.abort()
      this.#drawn?.clear()
    })
    this.#find('.close').addEventListener('click', () => {
      dialog.close()
    })
    for (const button of this.#planes) button.addEventListener('click', () => this.#choose(button))
    this.#slider.addEventListener('input', () =>
      this.#drawn?.setLabelOpacity(this.#slider.valueAsNumber / 100),
    )
    // Before NiiVue's own keys, which work only below the pointer.
    this.#canvas.addEventListener('keydown', (event) => this.#press(event), { capture: true })
  }

  open(button: HTMLButtonElement): void {
    this.#running = new AbortController()
    const { signal } = this.#running
    this.#begin(button)
    this.#idle = this.#idle.then(() => this.#attempt(button.dataset, signal))
  }

  async #attempt(data: DOMStringMap, signal: AbortSignal): Promise<void> {
    try {
      await this.#load(data, signal)
      this.#dialog.dataset['state'] = 'shown'
      this.#say('')
    } catch (error) {
      if (signal.aborted) return
      this.#dialog.dataset['state'] = 'failed'
      this.#say(error instanceof FetchError ? error.message : UNSHOWN)
    }
  }

  #begin({ dataset }: HTMLButtonElement): void {
    this.#dialog.dataset['state'] = 'loading'
    this.#find('h2').textContent = dataset['title'] ?? ''
    this.#find('.opacity').hidden = dataset['labels'] === undefined
    this.#progress.value = 0
    this.#slider.value = '50'
    this.#say('Fetching the data …')
    this.#dialog.showModal()
  }

  async #load(data: DOMStringMap, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (document.createElement('canvas').getContext('webgl2') === null) throw new FetchError(NO_WEBGL)
    const wanted = {
      url: data['archive']!,
      size: Number(data['size']),
      sha256: data['sha256']!,
      paths: [data['volume']!, data['labels']].filter((path) => path !== undefined),
    }
    const [volumes, drawn] = await Promise.all([
      fetchVolumes(wanted, signal, (share) => {
        this.#progress.value = share
      }),
      this.#draw(data['viewer']!),
    ])
    signal.throwIfAborted()
    this.#say('Drawing …')
    await drawn.show(volumes[0]!, volumes[1] ?? null, colours(data['classes'] ?? ''))
    if (signal.aborted) drawn.clear()
    signal.throwIfAborted()
    this.#choose(this.#planes[0]!)
  }

  /** Fetched once; again only where that failed. */
  async #draw(viewer: string): Promise<VolumeCanvas> {
    this.#fetched ??= this.#fetchViewer(viewer)
    try {
      return (this.#drawn = await this.#fetched)
    } catch (error) {
      this.#fetched = null
      throw error
    }
  }

  async #fetchViewer(viewer: string): Promise<VolumeCanvas> {
    const address = new URL(viewer, document.baseURI).href
    const module = (await import(/* @vite-ignore */ address).catch(() => {
      throw new FetchError('The viewer cannot be fetched. Is there a connection to the store?')
    })) as typeof import('./volume-canvas.ts')
    return module.VolumeCanvas.on(this.#canvas)
  }

  #choose(chosen: HTMLButtonElement): void {
    for (const button of this.#planes) button.ariaPressed = String(button === chosen)
    this.#drawn?.setPlane(chosen.dataset['plane'] as Plane)
  }

  #press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || !this.#drawn?.press(event.key)) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  #say(text: string): void {
    this.#find('[role=status]').textContent = text
  }

  get #planes(): HTMLButtonElement[] {
    return [...this.#dialog.querySelectorAll<HTMLButtonElement>('[data-plane]')]
  }

  #find(selector: string): HTMLElement {
    return this.#dialog.querySelector<HTMLElement>(selector)!
  }
}

function colours(classes: string) {
  const labels = classes.split(' ').filter((label) => label !== '')
  return labels.map((label) => ({ label: Number(label), colour: labelColour(Number(label)) }))
}

const NO_WEBGL =
  'This browser cannot draw in three dimensions: WebGL 2 is missing or switched off. The slices on the page show the same data.'
const UNSHOWN = 'The volume cannot be shown. The slices on the page show the same data.'

const dialog = document.querySelector<HTMLDialogElement>('#volume-viewer')
if (dialog) connect(dialog)
