/** Task and modality, by words in names and in what was said of the model. */
import type { JsonObject } from '../../zoo/json-text.ts'
import { nameOfFile, type Clues } from './clues.ts'
import { readJson } from './propose-layout.ts'

/** Of the text that is looked through. */
const MOST_CHARS = 8000
const MOST_NAMES = 500

const TASKS: readonly (readonly [RegExp, string])[] = [
  [/\b(segment\w*|seg|unet|u net|vnet|parcellat\w*|delineat\w*)\b/, 'image-segmentation'],
  [/\b(detect\w*|yolo\w*|retinanet|bounding box\w*)\b/, 'object-detection'],
  [
    /\b(registration|super resolution|denois\w*|reconstruct\w*|synthesi\w*|image to image)\b/,
    'image-to-image',
  ],
  [/\b(classif\w*|resnet\w*|densenet\w*|vgg\w*|lenet|grading)\b/, 'image-classification'],
  [/\b(landmark\w*|key ?points?)\b/, 'keypoint-detection'],
  [/\b(regression|risk score|prognos\w*)\b/, 'tabular-regression'],
]

const MODALITIES: readonly (readonly [RegExp, string])[] = [
  [/\b(ct|cta|cbct|computed tomography)\b/, 'CT'],
  [/\b(mri?|t1w?|t2w?|t1c|t1gd|flair|dwi|adc|magnetic resonance)\b/, 'MR'],
  [/\b(pet|suv)\b/, 'PET'],
  [/\b(x ?rays?|cxr|radiographs?|mammogra\w*)\b/, 'X-ray'],
  [/\b(ultrasound|sonogra\w*|echocardiogra\w*)\b/, 'Ultrasound'],
  [/\b(histo\w*|patholog\w*|wsi|whole slide|microscop\w*)\b/, 'Microscopy'],
  [/\b(oct|optical coherence)\b/, 'OCT'],
  [/\b(fundus|retina\w*)\b/, 'Fundus'],
  [/\b(endoscop\w*|colonoscop\w*)\b/, 'Endoscopy'],
]

/** Hugging Face's `pipeline_tag`; null: nothing tells. `said` is the model's title and summary as far as they are known. */
export function proposeTask(clues: Clues, said: string): string | null {
  return firstOf(TASKS, wordsOf(said)) ?? firstOf(TASKS, wordsOf(namesOf(clues)))
}

/** All that are named in dataset.json, else in what was said, else in names; empty: nothing tells. */
export function proposeModality(clues: Clues, said: string): string[] {
  for (const text of [channelsOf(clues), said, namesOf(clues)]) {
    const words = wordsOf(text)
    const found = MODALITIES.filter(([pattern]) => pattern.test(words)).map(([, name]) => name)
    if (found.length > 0) return found
  }
  return []
}

function channelsOf(clues: Clues): string {
  const file = clues.files.find(({ path }) => nameOfFile(path) === 'dataset.json')
  if (file === undefined) return ''
  const dataset: JsonObject = readJson(clues, file.path)
  const channels = dataset['channel_names'] ?? dataset['modality'] ?? {}
  return typeof channels === 'object' ? Object.values(channels).map(String).join(' ') : ''
}

function namesOf({ name, files }: Clues): string {
  return [name, ...files.slice(0, MOST_NAMES).map(({ path }) => nameOfFile(path))].join(' ')
}

function wordsOf(text: string): string {
  return text
    .slice(0, MOST_CHARS)
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
}

function firstOf(rules: readonly (readonly [RegExp, string])[], words: string): string | null {
  return rules.find(([pattern]) => pattern.test(words))?.[1] ?? null
}
