/**
 * The front matter of cards as JSON Schema, for editors: made from the zod schemas that the build reads with. Draft 7 is what YAML's
 * language server knows (https://github.com/redhat-developer/yaml-language-server). They never refuse what the build takes; what
 * takes a rule (licence ids, days, addresses) the build alone tells.
 */
import { z } from 'zod'
import { cardSchema, downloadSchema, HOSTS, storeCardSchema } from '../../zoo/card-schema.ts'
import { DESTINATIONS } from '../../zoo/entry.ts'
import { LICENSE_IDS } from '../../zoo/license.ts'
import { WARNING_KINDS } from '../../zoo/owner-checks.ts'
import { AUTHOR_HELP, CARD_HELP, DOWNLOAD_HELP, STORE_HELP, type KeyHelp } from './key-help.ts'
import { LIBRARIES, METRICS, MODALITIES, TASKS } from './suggestions.ts'

type Schema = z.core.JSONSchema.BaseSchema
type Properties = Record<string, Schema>

const EMPTY = { type: 'string', pattern: '^\\s*$' } as const satisfies Schema
/** Whatever is read as one line of text. */
const LINE: Schema = { type: ['string', 'number', 'boolean'] }
const OPTIONAL_LINE: Schema = { type: ['string', 'number', 'boolean', 'null'] }
/** Cards on the Hub hold `name: …` objects among the texts. */
const ITEM: Schema = { type: ['string', 'number', 'boolean', 'null', 'object'] }
const DAY: Schema = { type: ['string', 'null'], pattern: '^\\s*$|^[1-9]\\d{3}-\\d\\d-\\d\\d$' }

/** A text or a list; the ids are offered. */
const LICENSE: Schema = {
  anyOf: [
    { $ref: '#/definitions/license' },
    ITEM,
    { type: 'array', items: { anyOf: [{ $ref: '#/definitions/license' }, ITEM] } },
  ],
}

/** `schemas/card.schema.json`. */
export function cardJsonSchema(): Schema {
  const fields = propertiesOf(cardSchema)
  const loosened: Properties = {
    ...fields,
    ...each(['title', 'summary', 'license_name', 'license_link', 'new_version', 'thumbnail'], OPTIONAL_LINE),
    ...each(['tags', 'datasets', 'language', 'base_model'], listOf()),
    version: { ...fields['version'], type: ['string', 'null'], default: '1.0' },
    date_released: DAY,
    license: LICENSE,
    library_name: suggesting(LIBRARIES, OPTIONAL_LINE),
    pipeline_tag: suggesting(TASKS, OPTIONAL_LINE),
    modality: listOf(MODALITIES),
    metrics: listOf(METRICS),
    authors: { anyOf: [{ type: 'array', items: authorSchema() }, authorSchema(), { type: 'null' }] },
    downloads: { type: ['object', 'null'], additionalProperties: downloadJsonSchema() },
  }
  return {
    ...document('Model card', described(loosened, CARD_HELP)),
    definitions: { license: { enum: [...LICENSE_IDS] } },
  }
}

/** `schemas/store-card.schema.json`. */
export function storeCardJsonSchema(): Schema {
  const fields = propertiesOf(storeCardSchema)
  const levels: Schema = { enum: ['error', 'warning', 'off'] }
  const loosened: Properties = {
    ...fields,
    ...each(['title', 'message'], OPTIONAL_LINE),
    ...each(['url', 'contact', 'logo', 'artifacts'], { type: ['string', 'null'] }),
    accent: { type: ['string', 'null'], pattern: '^\\s*$|^\\s*#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})\\s*$' },
    host: { anyOf: [{ enum: [...HOSTS] }, EMPTY, { type: 'null' }] },
    checks: {
      type: ['object', 'null'],
      properties: Object.fromEntries(WARNING_KINDS.map((kind) => [kind, levels])),
      additionalProperties: false,
    },
  }
  return document('Card of a store', described(loosened, STORE_HELP))
}

function document(title: string, properties: Properties): Schema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `${title}: front matter of README.md`,
    $comment: 'Made by npm run schemas.',
    type: 'object',
    properties,
    additionalProperties: true,
  }
}

function downloadJsonSchema(): Schema {
  const fields = propertiesOf(downloadSchema)
  const loosened: Properties = {
    ...fields,
    ...each(['license_name', 'license_link'], OPTIONAL_LINE),
    sha256: { type: ['string', 'null'], pattern: '^[0-9a-fA-F]{64}$' },
    size: { type: ['integer', 'null'], minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
    destination: { enum: [...DESTINATIONS] },
    license: LICENSE,
  }
  const properties = described(loosened, DOWNLOAD_HELP)
  return { type: ['object', 'null'], properties, additionalProperties: false }
}

function authorSchema(): Schema {
  const { items } = propertiesOf(cardSchema)['authors'] as { items: { properties: Properties } }
  const properties = { ...items.properties, name: LINE, affiliation: OPTIONAL_LINE }
  const person: Schema = {
    type: 'object',
    properties: described(properties, AUTHOR_HELP),
    required: ['name'],
    additionalProperties: false,
  }
  return { anyOf: [{ type: 'string' }, person] }
}

/** As zod states them; what its preprocessing forgives is added by hand above. */
function propertiesOf(schema: z.ZodObject): Properties {
  const made = z.toJSONSchema(schema, { io: 'input', target: 'draft-7', unrepresentable: 'any' })
  return { ...made.properties } as Properties
}

/** Anything goes that is a text; these are offered. */
function suggesting(values: readonly string[], otherwise: Schema): Schema {
  return { anyOf: [{ enum: [...values] }, otherwise] }
}

/** A text or a list of texts. */
function listOf(values: readonly string[] = []): Schema {
  const item = values.length === 0 ? ITEM : suggesting(values, ITEM)
  return { anyOf: [...(item.anyOf ?? [item]), { type: 'array', items: item }] }
}

function each(keys: readonly string[], schema: Schema): Properties {
  return Object.fromEntries(keys.map((key) => [key, schema]))
}

function described(properties: Properties, help: KeyHelp): Properties {
  return Object.fromEntries(
    Object.entries(properties).map(([key, schema]) => [key, { description: help[key] ?? '', ...schema }]),
  )
}
