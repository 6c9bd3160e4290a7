/** Finds out what a source is, and makes a draft of it. Nothing of it is run or loaded. */
import { basename, dirname, join } from 'node:path'
import { fetchSmall } from '../../client/net/fetch-small.ts'
import type { Network } from '../../client/net/network.ts'
import { CONFIG_LIMIT } from '../../client/niftynet/python-config.ts'
import { UserError } from '../../lib/user-error.ts'
import { escapeHidden, quote } from '../../zoo/problem.ts'
import type { Draft } from '../draft.ts'
import { draftFromBioimage, findDescription } from './bioimage.ts'
import { namedFiles } from './bioimage-files.ts'
import { draftId } from './draft-id.ts'
import { draftFromDigits, isDigitsSnapshot } from './digits.ts'
import { parseForeignYaml, YAML_LIMIT } from './foreign-yaml.ts'
import { draftFromHub, isHubRepository } from './hugging-face.ts'
import { draftFromMonai, isMonaiBundle } from './monai.ts'
import { draftFromSpec } from './niftynet.ts'
import { draftFromNnunet, isNnunetExport } from './nnunet.ts'
import { isNamelessTraining } from './nnunet-datasets.ts'
import type { FileSource, OpenedSource } from './open-source.ts'
import { readSmallText, readStart, readTreeText } from './source-text.ts'
import { findFiles, hasFile, refusePointers, subTree, topFolders, type SourceTree } from './source-tree.ts'

export interface Found {
  /** For people: `MONAI bundle`. */
  kind: string
  draft: Draft
}

interface TreeKind {
  kind: string
  matches: (tree: SourceTree) => boolean
  draft: (tree: SourceTree, id: string | null) => Draft
  /** Its files stay where they are hosted, so pointers of git-lfs are all that is asked of them. */
  takesPointers?: boolean
}

/** In this order: a bundle may lie in a repository of Hugging Face, and any of them may have a card. */
const TREE_KINDS: readonly TreeKind[] = [
  { kind: 'nnU-Net export', matches: isNnunetExport, draft: draftFromNnunet },
  { kind: 'DIGITS job', matches: isDigitsSnapshot, draft: draftFromDigits },
  { kind: 'MONAI bundle', matches: isMonaiBundle, draft: draftFromMonai },
  { kind: 'BioImage.IO model', matches: (tree) => findDescription(tree) !== null, draft: fromBioimageTree },
  {
    kind: 'NiftyNet spec',
    matches: (tree) => hasFile(tree, 'main.ini'),
    draft: fromSpecTree,
    takesPointers: true,
  },
  { kind: 'Hugging Face repository', matches: isHubRepository, draft: draftFromHub },
]

/** @throws UserError where it is none of the kinds that are known, or its description cannot be read; NetworkFault. */
export async function importSource(
  source: OpenedSource,
  id: string | null,
  network: Network,
): Promise<Found> {
  if (source.kind === 'tree') return fromTree(source.tree, id)
  const bytes = source.kind === 'url' ? await fetched(source, network) : null
  if (/\.ini$/i.test(pathOf(source))) return { kind: 'NiftyNet spec', draft: fromSpecFile(source, bytes, id) }
  return { kind: 'BioImage.IO model', draft: fromDescription(source, bytes, id) }
}

function fromTree(tree: SourceTree, id: string | null): Found {
  for (const candidate of [tree, ...innerTree(tree)]) {
    const found = TREE_KINDS.find(({ matches }) => matches(candidate))
    if (found === undefined) continue
    if (found.takesPointers !== true) refusePointers(candidate)
    return { kind: found.kind, draft: found.draft(candidate, id) }
  }
  refusePointers(tree)
  if ([tree, ...innerTree(tree)].some(isNamelessTraining))
    throw new UserError(
      `${quote(tree.name)} holds one training of nnU-Net, and does not say of which kind. Call its folder <Trainer>__<Plans>__<configuration>, ` +
        'as in nnUNetTrainer__nnUNetPlans__3d_fullres, put that into one called like the dataset_name in plans.json, and import the latter. Nothing was written.',
    )
  throw new UserError(
    `${quote(tree.name)} is none of what can be imported: it has no Dataset…/<Trainer>__<Plans>__<configuration>/plans.json (nnU-Net), no info.json of a DIGITS job, ` +
      'no configs/metadata.json (MONAI), no rdf.yaml (BioImage.IO), no main.ini (NiftyNet) and no README.md with front matter (Hugging Face). ' +
      'For files without any of them there is "npm run new". Nothing was written.',
  )
}

/** Many archives have one folder at their top. */
function innerTree(tree: SourceTree): SourceTree[] {
  const [only, ...more] = topFolders(tree)
  return only === undefined || only === '' || more.length > 0 ? [] : [subTree(tree, only)]
}

function pathOf({ kind, place }: FileSource): string {
  return kind === 'url' ? new URL(place).pathname : place
}

async function fetched({ place }: FileSource, network: Network): Promise<Buffer> {
  const bytes = await fetchSmall(place, YAML_LIMIT, network)
  if (bytes !== null) return bytes
  throw new UserError(
    `${escapeHidden(place)} is not there. Look whether the address is right. Nothing was written.`,
  )
}

function fromSpecFile({ place }: FileSource, bytes: Buffer | null, id: string | null): Draft {
  if (bytes !== null) return draftFromSpec({ place, bytes, dir: null }, id)
  return draftFromSpec({ place, bytes: specBytes(place), dir: dirname(place) }, id)
}

/** One byte more than the limit, which is refused by whoever reads them. */
function specBytes(path: string): Buffer {
  const bytes = readStart(path, CONFIG_LIMIT + 1)
  if (bytes !== null) return bytes
  throw new UserError(`${quote(path)} is no regular file. Nothing was written.`)
}

function fromSpecTree(tree: SourceTree, id: string | null): Draft {
  const place = join(tree.dir, 'main.ini')
  const draft = draftFromSpec({ place, bytes: specBytes(place), dir: tree.dir }, id ?? draftId(tree.name))
  return { ...draft, notes: [...tree.notes, ...draft.notes] }
}

function fromBioimageTree(tree: SourceTree, id: string | null): Draft {
  const path = findDescription(tree)!
  const rdf = parseForeignYaml(readTreeText(tree, path, YAML_LIMIT), path)
  return draftFromBioimage({ rdf, place: join(tree.dir, path), tree }, id)
}

/** Of the files beside a single description, those that it names; of one on the network none. */
function fromDescription({ place }: FileSource, bytes: Buffer | null, id: string | null): Draft {
  const name = basename(place)
  if (bytes !== null) {
    const rdf = parseForeignYaml(bytes.toString('utf8'), place)
    return draftFromBioimage({ rdf, place, tree: { dir: '', name, files: [], notes: [] } }, id)
  }
  const rdf = parseForeignYaml(readSmallText(place, name, YAML_LIMIT), name)
  const dir = dirname(place)
  const files = findFiles(dir, [name, ...namedFiles(rdf)])
  return draftFromBioimage({ rdf, place, tree: { dir, name: basename(dir), files, notes: [] } }, id)
}
