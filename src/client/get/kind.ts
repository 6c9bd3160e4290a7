/** What a model is installed as. */
import type { Model } from '../store/model.ts'

export const KINDS = ['niftynet', 'digits', 'nnunet', 'files'] as const
/** `files`: each section unpacked into a folder of its own. */
export type Kind = (typeof KINDS)[number]

/** Every card has places in NiftyNet's home by default, so only its library tells whether it is one of NiftyNet's. */
export function kindOf({ layout, library }: Pick<Model, 'layout' | 'library'>): Kind {
  if (layout !== 'card') return layout
  return library?.toLowerCase() === 'niftynet' ? 'niftynet' : 'files'
}
