/**
 * Keys of front matter as snippets of VS Code: no extension is needed, and Markdown is where they are typed.
 * Format: https://code.visualstudio.com/docs/editing/userdefinedsnippets
 */
import { HOSTS } from '../../zoo/card-schema.ts'
import { DESTINATIONS } from '../../zoo/entry.ts'
import { AUTHOR_HELP, CARD_HELP, DOWNLOAD_HELP, STORE_HELP } from './key-help.ts'
import { LIBRARIES, METRICS, MODALITIES, TASKS, USUAL_LICENSES } from './suggestions.ts'

export interface Snippet {
  scope: 'markdown'
  prefix: string
  body: string[]
  description: string
}

/** What comes behind a key, where an empty place is not enough. */
const BODIES: Record<string, string[]> = {
  version: ['version: "${1:1.0}"'],
  date_released: ['date_released: ${1:$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE}'],
  license: [choice('license', USUAL_LICENSES)],
  library_name: [choice('library_name', LIBRARIES)],
  pipeline_tag: [choice('pipeline_tag', TASKS)],
  modality: [`modality: [${alternatives(MODALITIES)}]`],
  metrics: [`metrics: [${alternatives(METRICS)}]`],
  tags: ['tags: [$1]'],
  datasets: ['datasets: [$1]'],
  authors: ['authors:', '  - name: ${1:Name}', '    affiliation: $2', '    orcid: ${3:0000-0000-0000-0000}'],
  citation: ['citation: |', '  @article{$1,', '    title = {$2},', '  }'],
  'model-index': [
    'model-index:',
    '  - name: ${1:model}',
    '    results:',
    `      - task: { type: ${alternatives(TASKS, 2)} }`,
    '        dataset: { name: ${3:data set} }',
    `        metrics: [{ type: ${alternatives(METRICS, 4)}, value: $5 }]`,
  ],
  downloads: ['downloads:', '  ${1:weights}:', '    url: $2', '    sha256: "$3"', '    size: $4'],
  sha256: ['sha256: "$1"'],
  mirrors: ['mirrors: [$1]'],
  destination: [choice('destination', DESTINATIONS)],
  accent: ['accent: "#${1:2b6a4d}"'],
  host: [choice('host', HOSTS)],
  checks: ['checks: { ${1:home-path}: ${2|error,warning,off|} }'],
}

/** By name. Keys that stand in several places have one snippet. */
export function cardSnippets(): Record<string, Snippet> {
  const help = { ...AUTHOR_HELP, ...DOWNLOAD_HELP, ...STORE_HELP, ...CARD_HELP }
  const keys = Object.keys(help).sort()
  return {
    'Model card': card(),
    ...Object.fromEntries(keys.map((key) => [`Front matter: ${key}`, snippet(key, help[key]!)])),
  }
}

function snippet(key: string, description: string): Snippet {
  return { scope: 'markdown', prefix: key, body: BODIES[key] ?? [`${key}: $1`], description }
}

/** A whole card, for an empty README.md. */
function card(): Snippet {
  const body = [
    '---',
    choice('license', USUAL_LICENSES),
    'title: ${2:Title}',
    'version: "${3:1.0}"',
    '---',
    '',
    '# ${2:Title}',
    '',
    '${0:What the model does, in one sentence.}',
  ]
  return { scope: 'markdown', prefix: 'model card', body, description: 'The README.md of a new entry.' }
}

function choice(key: string, values: readonly string[]): string {
  return `${key}: ${alternatives(values)}`
}

function alternatives(values: readonly string[], place = 1): string {
  return `\${${place}|${values.join(',')}|}`
}
