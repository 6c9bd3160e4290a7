/**
 * Keys that front matter may hold. A near miss of a known key is a typo and an error; any other unknown key is a warning.
 */
import leven from 'leven'
import { cardSchema, downloadSchema, storeCardSchema } from './card-schema.ts'

/** Hugging Face's further keys, on models, datasets and spaces: they pass without a word. */
const HUGGING_FACE =
  `license_details annotations_creators language_creators language_details language_bcp47 multilinguality
  size_categories source_datasets task_categories task_ids paperswithcode_id pretty_name config_names configs dataset_info
  train-eval-index base_model_relation mask_token widget inference co2_eq_emissions eval_results extra_gated_prompt
  extra_gated_fields extra_gated_heading extra_gated_description extra_gated_button_content extra_gated_eu_disallowed
  duplicated_from instance_prompt emoji colorFrom colorTo sdk sdk_version app_file app_port pinned models arxiv viewer
  model_name model_type model_creator model_link model_id quantized_by prompt_template base_model_name`.split(
    /\s+/,
  )

export const CARD_KEYS: readonly string[] = Object.keys(cardSchema.shape)
export const DOWNLOAD_KEYS: readonly string[] = Object.keys(downloadSchema.shape)
export const STORE_KEYS: readonly string[] = Object.keys(storeCardSchema.shape)

const PASSED_OVER = new Set(HUGGING_FACE)

/** Null: fine. Otherwise the nearest known key where the unknown one is a near miss of it, or `nearest: null`. */
export function unknownKey(key: string, known: readonly string[]): { nearest: string | null } | null {
  if (known.includes(key) || PASSED_OVER.has(key)) return null
  return { nearest: nearestKey(key, known) }
}

/** What people call what a key of ours says, in other formats or by themselves. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  ...each('date_released', 'date release_date date-released released published publication_date'),
  ...each('title', 'name model model-title'),
  ...each('summary', 'description abstract about'),
  ...each('library_name', 'framework library backend'),
  ...each('pipeline_tag', 'task tasks'),
  ...each('tags', 'keywords labels topics'),
  ...each('authors', 'creators contributors maintainers'),
  ...each('homepage', 'url website web repository repo github'),
  ...each('citation', 'bibtex cite reference'),
  ...each('thumbnail', 'image picture icon cover'),
  ...each('downloads', 'download files weights'),
  ...each('version', 'model_version release'),
}

function each(key: string, words: string): Record<string, string> {
  return Object.fromEntries(words.split(' ').map((word) => [word, key]))
}

/** The key that means what an unknown one says; null: none, or `values` have it already. */
export function keyFor(word: string, known: readonly string[], values: object): string | null {
  const key = Object.hasOwn(OTHER_WORDS, word.toLowerCase()) ? OTHER_WORDS[word.toLowerCase()]! : null
  return key !== null && known.includes(key) && !Object.hasOwn(values, key) ? key : null
}

/** The known key that is one slip away, or two in a longer key that begins with the same letter. */
export function nearestKey(key: string, known: readonly string[]): string | null {
  const wanted = fold(key)
  const near = known
    .map((name) => ({ name, distance: leven(wanted, fold(name)) }))
    .filter(({ name, distance }) => distance <= (name.length >= 5 && name[0] === wanted[0] ? 2 : 1))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
  return near[0]?.name ?? null
}

/** The key to put in the place of a misspelt one of `values`, where only one can be meant: no other is as near, and it is free. */
export function certainKey(key: string, known: readonly string[], values: unknown): string | null {
  const nearest = nearestKey(key, known)
  if (nearest === null || typeof values !== 'object' || values === null) return null
  if (Object.keys(values).some((other) => other !== key && nearestKey(other, [nearest]) !== null)) return null
  const distance = leven(fold(key), fold(nearest))
  const others = known.filter((name) => name !== nearest)
  return others.some((name) => leven(fold(key), fold(name)) <= distance) ? null : nearest
}

/** Case and the kind of dash are the commonest slips. */
function fold(key: string): string {
  return key.toLowerCase().replaceAll('_', '-')
}
