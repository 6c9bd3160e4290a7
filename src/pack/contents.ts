/**
 * What goes into an entry's archives, as data. How the bytes are written is the business of `tar.ts` and `zip.ts`.
 *
 * Clients unpack without looking, so the shape is theirs: NiftyNet's archives are flat, a DIGITS tarball has `info.json` at its
 * root, and nnU-Net unpacks into its results folder, where everything must lie below `<id>/`.
 */
import type { Entry, SourceFile } from '../zoo/entry.ts'

export interface PackPlan {
  /** The section of a card; for a DIGITS or nnU-Net entry its id. */
  section: string
  /** Name below `/<id>/<version>/`. */
  fileName: string
  kind: 'tar.gz' | 'zip'
  /** Sorted by path; the archive holds exactly these, and no folders of their own. */
  members: SourceFile[]
}

/** The archives of an entry, card sections first; a section that is hosted elsewhere has none. */
export function planPacks(entry: Entry): PackPlan[] {
  const plans = entry.sections.flatMap((section) =>
    section.files === null ? [] : [plan(section.name, 'tar.gz', section.files)],
  )
  if (entry.digits !== null) plans.push(plan(entry.id, 'tar.gz', entry.digits.files))
  if (entry.nnunet !== null) plans.push(plan(entry.id, 'zip', entry.nnunet.files))
  return plans
}

function plan(section: string, kind: PackPlan['kind'], files: SourceFile[]): PackPlan {
  const members = files.toSorted((a, b) => (a.path < b.path ? -1 : 1))
  return { section, fileName: `${section}.${kind}`, kind, members }
}
