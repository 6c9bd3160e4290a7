/**
 * URL: /catalogue.schema.json
 * Reader: JSON Schema validators, draft 2020-12, and people who write a reader for catalogue.json.
 * Trap: no `$id`, which would have to be absolute: a moved store must keep validating offline.
 */
import { CLIENTS } from './clients.ts'
import { formatJson } from './json.ts'

type Schema = Record<string, unknown>

/** The contract of `formatVersion` 1. The same for every store. */
export function formatCatalogueSchema(): string {
  return formatJson({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Catalogue of a model zoo',
    description:
      'Relative addresses are relative to the address of the catalogue. Text is plain text, never markup.',
    ...record({
      $schema: text('Where this schema lies.'),
      formatVersion: { const: 1, description: 'Grows when a reader of the former version would fail.' },
      store: STORE,
      entries: list(ENTRY, 'Sorted by id.'),
    }),
  })
}

const STORE = record(
  {
    title: text('Name of the store.'),
    message: text('Its owner, in one sentence; may be empty.'),
    contact: optional(text('Address of the owner: mailto: or https:.')),
    artifacts: text("Absolute address of the store's archives; present where they lie apart from its pages."),
  },
  ['artifacts'],
)

const LICENSE = record({
  id: optional(text('Lower-case SPDX or Hugging Face id, or "other"; null: nobody said.')),
  name: text('For people.'),
  url: optional(text('Where its text can be read.')),
  commercialUse: {
    enum: ['yes', 'no', 'ask'],
    description: 'Whether it lets people make money with it, as far as the id tells; no legal advice.',
  },
})

const DOWNLOAD = {
  ...record(
    {
      section: text('What is in it: weights, data, code …; for a DIGITS or nnU-Net entry its id.'),
      path: text('Relative address; present where the store holds the file.'),
      url: text('Absolute address; present where the file is hosted elsewhere.'),
      size: { type: 'integer', minimum: 0, description: 'Bytes.' },
      sha256: { type: 'string', pattern: '^[0-9a-f]{64}$', description: 'Of the file as downloaded.' },
      license: { ...LICENSE, description: "Present where it is not the entry's." },
    },
    ['path', 'url', 'license'],
  ),
  oneOf: [{ required: ['path'] }, { required: ['url'] }],
}

const ENTRY = record({
  id: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$', description: 'Unique, ignoring case.' },
  title: text('For people.'),
  summary: text('One sentence; may be empty.'),
  version: text('Plain dotted numbers.'),
  license: LICENSE,
  task: optional(text('pipeline_tag of a Hugging Face card: image-segmentation …')),
  library: optional(text('library_name of a Hugging Face card: pytorch …')),
  tags: list(text('One word or a few.')),
  modality: list(text('How the images were made: CT, MR …')),
  authors: list(text('Name as the author wrote it.')),
  page: text('Relative address of the page for people.'),
  entry: text('Relative address of everything about this entry, file lists included.'),
  thumbnail: optional(text('Relative address of a small picture, WebP.')),
  clients: list({ enum: CLIENTS, description: 'A client that can read this entry unmodified.' }),
  downloads: list(DOWNLOAD, 'All that there is to download in this version.'),
})

function text(description: string): Schema {
  return { type: 'string', description }
}

function optional(schema: Schema): Schema {
  return { ...schema, type: [schema['type'], 'null'] }
}

function list(items: Schema, description?: string): Schema {
  return { type: 'array', items, ...(description === undefined ? {} : { description }) }
}

/** An object that has all the properties but those in `absent`, which it may lack, and no others. */
function record(properties: Record<string, Schema>, absent: string[] = []): Schema {
  const required = Object.keys(properties).filter((name) => !absent.includes(name))
  return { type: 'object', properties, required, additionalProperties: false }
}
