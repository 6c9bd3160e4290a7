/** What is to be done on the disk so that a model lies where it is used: plain data, made before anything is fetched. */
import { join } from 'node:path'
import { UserError } from '../../lib/user-error.ts'
import { escapeHidden, quote } from '../../zoo/problem.ts'
import type { Model, PublishedFile, RemoteDownload } from '../store/model.ts'
import type { Kind } from './kind.ts'

/** Something that is fetched as one file. */
export interface Piece {
  section: string
  fileName: string
  urls: readonly string[]
  /** Null: the store does not say. */
  size: number | null
  sha256: string | null
  /** What is in it, as far as the store says. */
  files: readonly PublishedFile[] | null
  /** Where its files, or it itself, come to lie below the target; '' for the target itself. */
  at: string
  /** `either`: hosted elsewhere, and only its content tells. */
  form: 'archive' | 'file' | 'either'
  /** True: the store may not have it. */
  isOptional?: boolean
}

/** What comes to lie in one folder, all at once. */
export interface Installation {
  targetDir: string
  pieces: Piece[]
}

export interface InstallationPlan {
  kind: Exclude<Kind, 'nnunet'>
  /** Where archives lie while they arrive: on the disk that they are unpacked to. */
  downloadDir: string
  installations: Installation[]
  /** Sections that this kind has no place for. */
  leftOut: string[]
}

const DOWNLOADS = '.zoopress-downloads'

/** @throws UserError where the model has nothing for this kind, or no such section */
export function planInstallation(
  model: Model,
  kind: InstallationPlan['kind'],
  rootDir: string,
  sections: readonly string[],
): InstallationPlan {
  refuseUnknownSections(model, sections)
  const downloads = model.downloads.filter(
    ({ section }) => sections.length === 0 || sections.includes(section),
  )
  const plan = { kind, downloadDir: downloadDirOf(rootDir), leftOut: [] }
  switch (kind) {
    case 'niftynet':
      return { ...plan, ...niftynet(model, downloads, rootDir) }
    case 'digits':
      refuseSections(model, sections)
      return {
        ...plan,
        installations: [digits(model, join(rootDir, model.id))],
        leftOut: model.downloads.flatMap(({ section }) => (section === model.id ? [] : [section])),
      }
    case 'files':
      return { ...plan, installations: [files(model, downloads, join(rootDir, model.id))] }
  }
}

export function downloadDirOf(rootDir: string): string {
  return join(rootDir, DOWNLOADS)
}

export function refuseUnknownSections({ id, downloads }: Model, sections: readonly string[]): void {
  const known = downloads.map(({ section }) => section)
  const unknown = sections.filter((section) => !known.includes(section))
  if (unknown.length === 0) return
  throw new UserError(
    `${escapeHidden(id)} has no section ${unknown.map(quote).join(', ')}. Its sections are ${known.map(escapeHidden).join(', ')}.`,
  )
}

/** A snapshot of DIGITS, and a zip of nnU-Net, is one piece. */
export function refuseSections({ id }: Model, sections: readonly string[]): void {
  if (sections.length === 0 || (sections.length === 1 && sections[0] === id)) return
  throw new UserError(`${escapeHidden(id)} is installed as a whole. To get sections of it, say --as files.`)
}

/** Each archive by itself: two of them may share a folder, and neither knows what the other holds. */
function niftynet(
  { id }: Model,
  downloads: readonly RemoteDownload[],
  home: string,
): Pick<InstallationPlan, 'installations' | 'leftOut'> {
  const installations = downloads.flatMap((download) => {
    if (download.niftynet === null) return []
    const { destination, localId } = download.niftynet
    return [{ targetDir: join(home, destination, localId), pieces: [archive(download, '', 'archive')] }]
  })
  if (installations.length === 0)
    throw new UserError(
      `${escapeHidden(id)} has nothing that NiftyNet has a place for. Get it with --as files.`,
    )
  return {
    installations,
    leftOut: downloads.filter(({ niftynet }) => niftynet === null).map(({ section }) => section),
  }
}

/** As one archive where the store vouches for its bytes, else file by file, as DIGITS itself does. */
function digits(model: Model, targetDir: string): Installation {
  const whole = model.downloads.find(({ section, sha256 }) => section === model.id && sha256 !== null)
  if (whole !== undefined) return { targetDir, pieces: [archive(whole, '', 'archive')] }
  if (model.digits === null)
    throw new UserError(`${escapeHidden(model.id)} is no snapshot of DIGITS. Get it with --as files.`)
  return { targetDir, pieces: looseFiles(model) }
}

function files(model: Model, downloads: readonly RemoteDownload[], targetDir: string): Installation {
  const pieces = downloads.map((download) =>
    archive(download, download.section, download.files === null ? 'either' : 'archive'),
  )
  if (pieces.length > 0) return { targetDir, pieces }
  const loose = looseFiles(model)
  if (loose.length > 0) return { targetDir, pieces: loose }
  throw new UserError(`${escapeHidden(model.id)} has nothing to download.`)
}

function archive(download: RemoteDownload, at: string, form: Piece['form']): Piece {
  const { section, fileName, urls, size, sha256, files } = download
  return { section, fileName, urls, size, sha256, files, at, form }
}

function looseFiles({ id, digits }: Model): Piece[] {
  return (digits?.files ?? []).map(({ path, url, size, sha256, isOptional = false }) => {
    const [fileName, at] = [
      path.slice(path.lastIndexOf('/') + 1),
      path.slice(0, Math.max(path.lastIndexOf('/'), 0)),
    ]
    return { section: id, fileName, urls: [url], size, sha256, files: null, at, form: 'file', isOptional }
  })
}
