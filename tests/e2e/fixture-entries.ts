/** What clients must find on their disks, told from the fixture zoo alone. */
import { inject } from 'vitest'
import { join } from 'node:path'
import { digestFolder } from './folders.ts'

/** Where a section is installed below NiftyNet's home, and where its files lie in the zoo. */
interface Installed {
  section: string
  to: string
  /** Below the zoo; a folder with all that it holds, or the files named by `only`. */
  from: string
  only?: string[]
}

/** Each entry that NiftyNet can install, with its sections in the order of the spec. */
export const NIFTYNET_ENTRIES: Record<string, Installed[]> = {
  spleen_unet: [
    { section: 'code', to: 'extensions/spleen_unet', from: 'spleen_unet/code' },
    { section: 'data', to: 'data/SPLEEN_CASES', from: 'spleen_unet/data' },
    { section: 'demo', to: 'examples/spleen_unet', from: 'spleen_unet/demo' },
    { section: 'weights', to: 'models/spleen_unet', from: 'spleen_unet/weights' },
  ],
  'OASIS.mini-2': [{ section: 'data', to: 'data/OASIS', from: 'OASIS.mini-2/data' }],
  'tabular-risk': [
    {
      section: 'weights',
      to: 'models/tabular-risk',
      from: 'tabular-risk',
      only: ['config.json', 'model.onnx'],
    },
  ],
}

export const VERSIONS: Record<string, string> = {
  spleen_unet: '1.10.2',
  'OASIS.mini-2': '0.9',
  'tabular-risk': '1.0',
  lenet_tiny: '1.0',
  tf_tiny: '1.0',
  torch_tiny: '1.0',
  Dataset777_Tiny: '1.0',
  Dataset778_Carded: '3.1',
}

/** Path below NiftyNet's home → SHA-256, for one installed entry. */
export function niftynetHome(id: string): Record<string, string> {
  const rows = NIFTYNET_ENTRIES[id]!.flatMap(({ to, from, only }) =>
    Object.entries(zooFiles(from))
      .filter(([path]) => only === undefined || only.includes(path))
      .map(([path, digest]) => [`${to}/${path}`, digest] as const),
  )
  return Object.fromEntries(rows)
}

/** Path → SHA-256 of what lies in a folder of the zoo. */
export function zooFiles(folder: string): Record<string, string> {
  return digestFolder(join(inject('zoo'), folder))
}

/** The record without some of its paths. */
export function without(files: Record<string, string>, ...paths: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([path]) => !paths.includes(path)))
}
