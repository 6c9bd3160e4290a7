/** Models and an open store in memory, as a store would tell of them. */
import { createHash } from 'node:crypto'
import type {
  ListedModel,
  Model,
  OpenStore,
  PublishedFile,
  RemoteDownload,
} from '../../src/client/store/model.ts'
import { UserError } from '../../src/lib/user-error.ts'

export const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex')

/** Files by path, as an archive's list has them. */
export function published(files: Record<string, string>): PublishedFile[] {
  return Object.entries(files).map(([path, text]) => ({
    path,
    size: Buffer.byteLength(text),
    sha256: sha256(text),
  }))
}

export function sampleDownload(section: string, more: Partial<RemoteDownload> = {}): RemoteDownload {
  return {
    section,
    fileName: `${section}.tar.gz`,
    urls: [`https://lab.example/zoo/liver/1.0/${section}.tar.gz`],
    size: 100,
    sha256: sha256(section),
    niftynet: null,
    files: published({ [`${section}.bin`]: section }),
    ...more,
  }
}

export function sampleModel(more: Partial<Model> = {}): Model {
  return {
    id: 'liver',
    title: 'Liver',
    summary: '',
    version: '1.0',
    versions: ['1.0'],
    history: [],
    layout: 'card',
    library: null,
    task: null,
    license: 'MIT',
    downloads: [sampleDownload('weights')],
    digits: null,
    document: {},
    ...more,
  }
}

/** A store of these models, each in one version; a version of `broken` makes every question about it fail. */
export function sampleStore(models: readonly Model[], more: Partial<OpenStore> = {}): OpenStore {
  return {
    url: 'https://lab.example/zoo',
    kind: 'zoopress',
    title: 'Lab',
    message: '',
    models: models.map(listed),
    signed: null,
    model: (id, version) => {
      const model = models.find((one) => one.id === id && (version === undefined || version === one.version))
      return model === undefined
        ? Promise.reject(new UserError(`There is no ${id} ${version ?? ''}.`))
        : Promise.resolve(model)
    },
    withdrawal: () => Promise.resolve(null),
    sums: () => Promise.resolve(null),
    ...more,
  }
}

function listed(model: Model): ListedModel {
  const { id, title, summary, version, library, task, license } = model
  const downloads = model.downloads.flatMap(({ section, fileName, size, sha256 }) =>
    size === null || sha256 === null ? [] : [{ section, fileName, size, sha256 }],
  )
  return {
    ...{ id, title, summary, version, library, task, license },
    tags: [],
    size: null,
    clients: [],
    downloads,
  }
}
