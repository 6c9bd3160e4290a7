/** Downloads one model, checks it, and puts it where it is used. */
import { isAbsolute, join, resolve } from 'node:path'
import { niftynetHome } from '../niftynet/global-config.ts'
import { refusePlanted } from '../install/refuse-planted.ts'
import type { Model, OpenStore } from '../store/model.ts'
import type { Surroundings } from '../surroundings.ts'
import { fetchPieces, removeDownloads, type FetchOptions } from './fetch-pieces.ts'
import { getNnunet } from './get-nnunet.ts'
import { stageInstallation, swapInAll, type StagedInstallation } from './install-pieces.ts'
import { planInstallation, type Installation, type InstallationPlan, type Piece } from './installation.ts'
import { isInstalled, refuseOtherStores } from './installed.ts'
import { kindOf, type Kind } from './kind.ts'

export interface GetOptions extends Omit<FetchOptions, 'store'> {
  surroundings: Surroundings
  /** Default: by the model's kind. */
  as?: Kind
  /** Default: NiftyNet's home, nnU-Net's results folder, or the folder that one stands in. */
  dest?: string
  /** Default: all. */
  sections?: readonly string[]
  /** Also what is there already. */
  force?: boolean
}

export interface GotModel {
  kind: Kind
  /** Where it lies now. */
  folders: string[]
  /** False: it lay there already, and nothing was fetched. */
  isNew: boolean
  /** Files that the store publishes no sum of. */
  unverified: string[]
  /** Sections that there is no place for. */
  leftOut: string[]
  /** The person's own files, under the names that they have now, because the model has theirs. */
  kept: string[]
}

/** What lay there before stays until all of the new has arrived and been checked. @throws UserError */
export async function getModel(store: OpenStore, model: Model, options: GetOptions): Promise<GotModel> {
  const kind = options.as ?? kindOf(model)
  if (kind === 'nnunet') return getNnunet(store, model, options)
  const plan = planInstallation(model, kind, rootDir(kind, options), options.sections ?? [])
  for (const { targetDir } of plan.installations) refusePlanted(targetDir)
  const due = plan.installations.filter(
    (one) => options.force === true || !isInstalled(one, model, store.url),
  )
  if (options.force !== true) for (const one of due) refuseOtherStores(one, model, store.url)
  const installed =
    due.length === 0 ? { kept: [], unverified: [] } : await install(plan, due, store, model, options)
  return {
    kind,
    ...installed,
    folders: [...new Set(plan.installations.map(({ targetDir }) => targetDir))],
    isNew: due.length > 0,
    leftOut: plan.leftOut,
  }
}

function rootDir(kind: InstallationPlan['kind'], { dest, surroundings }: GetOptions): string {
  if (dest !== undefined) return resolveDir(dest, surroundings)
  return kind === 'niftynet' ? niftynetHome(surroundings).home : surroundings.workDir
}

/** From the person's own folder; `~` where no shell has filled it in. */
export function resolveDir(dir: string, { workDir, homeDir }: Surroundings): string {
  if (dir === '~' || dir.startsWith('~/')) return join(homeDir, dir.slice(1))
  return isAbsolute(dir) ? dir : resolve(workDir, dir)
}

/** Until all has arrived and been checked, nothing changes of what was there. */
async function install(
  plan: InstallationPlan,
  due: readonly Installation[],
  store: OpenStore,
  model: Model,
  options: GetOptions,
): Promise<Pick<GotModel, 'kept' | 'unverified'>> {
  const origin = { store: store.url, id: model.id, version: model.version }
  const pieces = due.flatMap((installation) => installation.pieces)
  const downloaded = await fetchPieces(pieces, plan.downloadDir, { ...options, store: store.url })
  const staged: StagedInstallation[] = []
  try {
    for (const installation of due) {
      const own = installation.pieces.map((piece) => downloaded[pieces.indexOf(piece)] ?? null)
      staged.push(
        await stageInstallation(installation, own, origin, { ...options, signal: options.network.signal }),
      )
    }
  } catch (error) {
    for (const { staged: tree } of staged) tree.discard()
    throw error
  }
  const kept = swapInAll(staged)
  removeDownloads(downloaded, plan.downloadDir)
  return { kept, unverified: unverifiedOf(pieces.filter((_, index) => downloaded[index] !== null)) }
}

function unverifiedOf(pieces: readonly Piece[]): string[] {
  return pieces.flatMap(({ sha256, fileName }) => (sha256 === null ? [fileName] : []))
}
