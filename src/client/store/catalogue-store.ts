/** A store that this project published: `catalogue.json`, and `<id>/entry.json` for each model. */
import { UserError } from '../../lib/user-error.ts'
import { isFolderName } from '../../zoo/names.ts'
import { parseCatalogue } from './catalogue.ts'
import { parseEntryDocument, parseWithdrawal } from './entry-document.ts'
import type { OpenStore } from './model.ts'
import { noModel } from './nearest-ids.ts'
import { looksLikeHtml } from './parse-document.ts'
import type { StoreReader } from './store-reader.ts'

export const CATALOGUE_FILE = 'catalogue.json'

/** @throws UserError where the bytes are no catalogue that this client knows. */
export function openCatalogueStore(reader: StoreReader, catalogue: Buffer): OpenStore {
  const { url, read, readExisting, sums, signed, note } = reader
  const { title, message, models, leftOut } = parseCatalogue(catalogue, `${url}/${CATALOGUE_FILE}`)
  note(leftOut)
  const ids = new Set(models.map(({ id }) => id))
  return {
    ...{ url, kind: 'zoopress', title: title || url, message, models, signed, sums },
    model: async (id, version) => {
      if (!ids.has(id)) throw new UserError(noModel(url, id, ids))
      const entry = await readExisting(`${id}/entry.json`)
      return parseEntryDocument(entry, { id, storeUrl: url, version })
    },
    withdrawal: async (id) => {
      const entry = ids.has(id) || !isFolderName(id) ? null : await read(`${id}/entry.json`)
      return entry === null || looksLikeHtml(entry) ? null : parseWithdrawal(entry, id, url)
    },
  }
}
