/**
 * The fields that every layout takes from its card, with what the folder itself says where the card is silent.
 */
import { firstHeading, firstSentence } from './prose.ts'
import type { CardFile } from './card-file.ts'
import type { Author, Entry, Layout, License } from './entry.ts'
import type { Folder } from './folder.ts'
import { NO_LICENSE } from './license.ts'
import { cleanLine, cutAtWord } from './text.ts'

/** What a layout's own files say; a card's keys win over each of them. */
export interface Fallback {
  title?: string | undefined
  summary?: string | undefined
  license?: License | null
  library?: string | undefined
  date?: string | null
  authors?: Author[]
  datasets?: string[]
}

/** An entry without sections, snapshot or results: the layout adds its own. */
export function describe(folder: Folder, layout: Layout, cardFile: CardFile, fallback: Fallback = {}): Entry {
  const { card } = cardFile
  const { fields } = card
  return {
    id: folder.id,
    layout,
    title: fields.title ?? fallback.title ?? shown(firstHeading(card.body), 200) ?? folder.id,
    summary: fields.summary ?? fallback.summary ?? shown(firstSentence(card.body), 300) ?? '',
    version: fields.version,
    date: fields.date_released ?? fallback.date ?? null,
    license: card.license ?? fallback.license ?? NO_LICENSE,
    library: fields.library_name ?? fallback.library ?? null,
    task: fields.pipeline_tag,
    modality: fields.modality,
    tags: fields.tags,
    datasets: fields.datasets.length > 0 ? fields.datasets : (fallback.datasets ?? []),
    metrics: fields.metrics,
    languages: fields.language,
    baseModels: fields.base_model,
    authors: fields.authors.length > 0 ? fields.authors : (fallback.authors ?? []),
    citation: fields.citation,
    doi: fields.doi,
    citationFile: cardFile.citationFile,
    homepage: fields.homepage,
    newVersion: fields.new_version,
    results: card.results,
    card: card.body,
    sections: [],
    digits: null,
    nnunet: null,
    checkpoints: [],
    thumbnail: cardFile.thumbnail,
    trainingLog: cardFile.trainingLog,
    pictures: cardFile.pictures,
  }
}

/** Text that nobody typed as a field, made fit for one; null where nothing is left. */
export function shown(text: string | null | undefined, length: number): string | null {
  return text ? cutAtWord(cleanLine(text), length) || null : null
}
