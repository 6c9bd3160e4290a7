/** Draws volumes with NiiVue, https://niivue.com. Large, so it is fetched only for those who ask for it. */
import { MULTIPLANAR_TYPE, Niivue, NVImage, SLICE_TYPE } from '@niivue/niivue'

export type Plane = 'all' | 'axial' | 'coronal' | 'sagittal' | '3d'

export interface LabelColour {
  label: number
  colour: readonly [number, number, number]
}

const PLANES: Record<Plane, SLICE_TYPE> = {
  all: SLICE_TYPE.MULTIPLANAR,
  axial: SLICE_TYPE.AXIAL,
  coronal: SLICE_TYPE.CORONAL,
  sagittal: SLICE_TYPE.SAGITTAL,
  '3d': SLICE_TYPE.RENDER,
}

/** Voxels towards right, front and head for each key; across, up, and through the slice. */
const STEPS: Record<Exclude<Plane, '3d'>, [number, number, number]> = {
  all: [0, 1, 2],
  axial: [0, 1, 2],
  coronal: [0, 2, 1],
  sagittal: [1, 2, 0],
}

/** The patient's axes run to the left and to the top of the picture. */
const KEYS: Record<string, [across: number, up: number, through: number]> = {
  ArrowLeft: [1, 0, 0],
  ArrowRight: [-1, 0, 0],
  ArrowUp: [0, 1, 0],
  ArrowDown: [0, -1, 0],
  PageUp: [0, 0, 1],
  PageDown: [0, 0, -1],
}

/** What the buttons and keys of the page work on. */
export class VolumeCanvas {
  readonly #niivue: Niivue
  #plane: Plane = 'all'

  private constructor(niivue: Niivue) {
    this.#niivue = niivue
  }

  /** @throws Error where the browser has no WebGL 2. */
  static async on(canvas: HTMLCanvasElement): Promise<VolumeCanvas> {
    const niivue = new QuietNiivue(OPTIONS)
    await niivue.attachToCanvas(canvas, true)
    return new VolumeCanvas(niivue)
  }

  /** Shows a volume, and over it a label map where there is one. */
  async show(volume: ArrayBuffer, labels: ArrayBuffer | null, colours: LabelColour[]): Promise<void> {
    this.clear()
    const isLabelMap = labels === null && colours.length > 0
    await this.#add(volume, isLabelMap ? colours : null, 1)
    if (labels !== null) await this.#add(labels, colours, 0.5)
    // Cut open towards the eye: what is inside is what the labels are about.
    this.#niivue.setRenderAzimuthElevation(120, 15)
    this.#niivue.setClipPlane([0, 270, 0])
  }

  async #add(volume: ArrayBuffer, colours: LabelColour[] | null, opacity: number): Promise<void> {
    const image = await NVImage.loadFromUrl({
      url: 'volume.nii',
      name: 'volume.nii',
      buffer: volume,
      opacity,
    })
    if (colours) image.setColormapLabel(colourTable(colours))
    this.#niivue.addVolume(image)
  }

  /** Lets go of what is shown. */
  clear(): void {
    for (const volume of [...this.#niivue.volumes].reverse()) this.#niivue.removeVolume(volume)
  }

  setPlane(plane: Plane): void {
    this.#plane = plane
    this.#niivue.setSliceType(PLANES[plane])
  }

  /** From 0 to 1. */
  setLabelOpacity(opacity: number): void {
    if (this.#niivue.volumes.length > 1) this.#niivue.setOpacity(1, opacity)
  }

  /** True: the key means something here. */
  press(key: string): boolean {
    if (!Object.hasOwn(KEYS, key)) return false
    const [across, up, through] = KEYS[key]!
    if (this.#plane === '3d') {
      const { renderAzimuth, renderElevation } = this.#niivue.scene
      this.#niivue.setRenderAzimuthElevation(renderAzimuth + 5 * across, renderElevation + 5 * up)
      return through === 0
    }
    const steps: [number, number, number] = [0, 0, 0]
    for (const [index, step] of [across, up, through].entries()) steps[STEPS[this.#plane][index]!] = step
    this.#niivue.moveCrosshairInVox(...steps)
    return true
  }
}

const OPTIONS = {
  backColor: [16 / 255, 20 / 255, 24 / 255, 1],
  fontColor: [0.914, 0.906, 0.875, 1],
  crosshairColor: [0.486, 0.78, 0.635, 0.7],
  crosshairWidth: 0.25,
  crosshairWidthUnit: 'percent',
  clipPlaneColor: [0, 0, 0, 0],
  isClipAllVolumes: true,
  isRadiologicalConvention: true,
  sagittalNoseLeft: true,
  dragAndDropEnabled: false,
  loadingText: '',
  logLevel: 'error',
  multiplanarForceRender: true,
  multiplanarLayout: MULTIPLANAR_TYPE.GRID,
  tileMargin: 4,
} satisfies ConstructorParameters<typeof Niivue>[0]

/** NiiVue's own way to its font is a picture at a `data:` address, which the pages' policy bars; the same bytes are decoded in memory. */
class QuietNiivue extends Niivue {
  override async loadPngAsTexture(address: string, unit: number): Promise<WebGLTexture | null> {
    const bytes = Uint8Array.from(atob(address.slice(address.indexOf(',') + 1)), (char) => char.charCodeAt(0))
    const picture = await createImageBitmap(new Blob([bytes]), { premultiplyAlpha: 'none' })
    const { gl } = this
    const texture = gl.createTexture()
    this.fontShader?.use(gl)
    gl.activeTexture(gl.TEXTURE0 + unit)
    gl.uniform1i(this.fontShader?.uniforms['fontTexture'] ?? null, unit)
    gl.bindTexture(gl.TEXTURE_2D, texture)
    for (const [name, value] of [
      [gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE],
      [gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE],
      [gl.TEXTURE_MIN_FILTER, gl.LINEAR],
      [gl.TEXTURE_MAG_FILTER, gl.LINEAR],
    ] as const)
      gl.texParameteri(gl.TEXTURE_2D, name, value)
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, picture)
    this.fontTexture = texture
    return texture
  }

  /** Of meshes, which there are none of. */
  override loadDefaultMatCap(): Promise<WebGLTexture | null> {
    return Promise.resolve(null)
  }
}

function colourTable(colours: LabelColour[]) {
  const part = (index: 0 | 1 | 2) => [0, ...colours.map(({ colour }) => colour[index])]
  return {
    ...{ R: part(0), G: part(1), B: part(2) },
    A: [0, ...colours.map(() => 255)],
    I: [0, ...colours.map(({ label }) => label)],
  }
}
