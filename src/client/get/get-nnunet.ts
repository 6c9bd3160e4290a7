/** Downloads the zip of an nnU-Net model, and installs it into nnU-Net's results folder. */
import { join } from 'node:path'
import { UserError } from '../../lib/user-error.ts'
import { escapeHidden } from '../../zoo/problem.ts'
import { installZip } from '../nnunet/install-zip.ts'
import type { Model, OpenStore, RemoteDownload } from '../store/model.ts'
import { fetchPieces, removeDownloads } from './fetch-pieces.ts'
import { resolveDir, type GetOptions, type GotModel } from './get-model.ts'
import { downloadDirOf, refuseSections, type Piece } from './installation.ts'
import { installedVersion, isInstalled } from './installed.ts'

/** @throws UserError where nobody says where results lie, and what the installation throws */
export async function getNnunet(store: OpenStore, model: Model, options: GetOptions): Promise<GotModel> {
  refuseSections(model, options.sections ?? [])
  const zip = zipOf(model)
  const resultsDir = resultsDirOf(model, options)
  const targetDir = join(resultsDir, model.id)
  const piece: Piece = { ...zip, at: '', form: 'archive' }
  const isThere = isInstalled({ targetDir, pieces: [piece] }, model)
  const got: Omit<GotModel, 'folders'> = {
    kind: 'nnunet',
    isNew: options.force === true || !isThere,
    unverified: zip.sha256 === null ? [zip.fileName] : [],
    leftOut: model.downloads.flatMap(({ section }) => (section === zip.section ? [] : [section])),
  }
  if (!got.isNew) return { ...got, folders: [targetDir], unverified: [] }
  return { ...got, folders: await install(piece, resultsDir, store, model, options) }
}

async function install(
  piece: Piece,
  resultsDir: string,
  store: OpenStore,
  { id, version }: Model,
  options: GetOptions,
): Promise<string[]> {
  const downloadDir = downloadDirOf(resultsDir)
  const downloaded = await fetchPieces([piece], downloadDir, options)
  const { section, sha256, files } = piece
  const folders = await installZip(downloaded[0]!.path, {
    resultsDir,
    // An older version of the same model may be replaced; what somebody trained himself may not.
    force: options.force === true || installedVersion(join(resultsDir, id), id) !== null,
    expected: files,
    record: { store: store.url, id, version, section, sha256 },
    surroundings: options.surroundings,
  })
  removeDownloads(downloaded, downloadDir)
  return folders
}

function zipOf({ id, downloads }: Model): RemoteDownload {
  const zip = downloads.find(({ section, fileName }) => section === id && fileName.endsWith('.zip'))
  if (zip !== undefined) return zip
  throw new UserError(`${escapeHidden(id)} is no nnU-Net model. Get it with --as files.`)
}

function resultsDirOf({ id }: Model, { dest, surroundings }: GetOptions): string {
  const named = dest ?? (surroundings.env['nnUNet_results'] || undefined)
  if (named !== undefined) return resolveDir(named, surroundings)
  throw new UserError(
    `${escapeHidden(id)} is an nnU-Net model, and nothing says where nnU-Net keeps its results. Set the environment variable nnUNet_results, ` +
      `or name the folder with --dest. To unpack it into ./${escapeHidden(id)}/ instead, say --as files.`,
  )
}
