/** Downloads the zip of an nnU-Net model, and installs it into nnU-Net's results folder. */
import { join } from 'node:path'
import { UserError } from '../../lib/user-error.ts'
import { escapeHidden } from '../../zoo/problem.ts'
import { readRecord } from '../install/read-record.ts'
import { installZip } from '../nnunet/install-zip.ts'
import type { Model, OpenStore, RemoteDownload } from '../store/model.ts'
import { fetchPieces, removeDownloads } from './fetch-pieces.ts'
import { resolveDir, type GetOptions, type GotModel } from './get-model.ts'
import { downloadDirOf, refuseSections, type Piece } from './installation.ts'
import { isThere } from './installed.ts'

/** @throws UserError where nobody says where results lie, and what the installation throws */
export async function getNnunet(store: OpenStore, model: Model, options: GetOptions): Promise<GotModel> {
  refuseSections(model, options.sections ?? [])
  const zip = zipOf(model)
  const resultsDir = resultsDirOf(model, options)
  const got = {
    kind: 'nnunet' as const,
    kept: [],
    leftOut: model.downloads.flatMap(({ section }) => (section === zip.section ? [] : [section])),
  }
  const there = options.force === true ? null : installedFolders(zip, model, resultsDir)
  if (there !== null) return { ...got, isNew: false, unverified: [], folders: there }
  const folders = await install({ ...zip, at: '', form: 'archive' }, resultsDir, store, model, options)
  return { ...got, isNew: true, unverified: zip.sha256 === null ? [zip.fileName] : [], folders }
}

/** Each training has a record of its own; null: not all of the zip lies there whole. */
function installedFolders(
  { section, sha256, files }: RemoteDownload,
  { id, version }: Model,
  resultsDir: string,
): string[] | null {
  if (sha256 === null || files === null) return null
  const trainings = new Set(files.map(({ path }) => path.split('/').slice(0, 2).join('/')))
  const folders = [...trainings].sort().map((path) => join(resultsDir, path))
  const isWhole = folders.every((dir) =>
    readRecord(dir)?.installed.some(
      (part) =>
        part.id === id &&
        part.version === version &&
        part.section === section &&
        part.sha256 === sha256 &&
        isThere(dir, part.files),
    ),
  )
  return isWhole ? folders : null
}

async function install(
  piece: Piece,
  resultsDir: string,
  store: OpenStore,
  { id, version }: Model,
  options: GetOptions,
): Promise<string[]> {
  const downloadDir = downloadDirOf(resultsDir)
  const downloaded = await fetchPieces([piece], downloadDir, { ...options, store: store.url })
  const { section, sha256, files } = piece
  options.listener?.done?.()
  const folders = await installZip(downloaded[0]!.path, {
    resultsDir,
    force: options.force === true,
    expected: files,
    record: { store: store.url, id, version, section, sha256 },
    surroundings: options.surroundings,
  })
  removeDownloads(downloaded, downloadDir)
  return folders.map((folder) => join(resultsDir, folder))
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
