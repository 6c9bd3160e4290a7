/**
 * The front matter of a model card: Hugging Face's keys where they have one, ours beside them (CONTRIBUTING.md).
 */
import { z } from 'zod'
import { DESTINATIONS } from './entry.ts'
import {
  asList,
  asNull,
  byteCount,
  contactAddress,
  day,
  downloadAddress,
  folderName,
  hexColour,
  line,
  lines,
  optionalAddress,
  oneParagraph,
  optionalLine,
  pictureName,
  prose,
  sha256,
  storeAddress,
  version,
} from './fields.ts'
import { isOrcid } from './orcid.ts'

/** What a store's owner may say that it lies on. */
export const HOSTS = ['github-pages', 'gitlab-pages', 'nginx', 'apache', 'caddy', 's3', 'python'] as const
export type Host = (typeof HOSTS)[number]

/** Each is a part of the page and of NiftyNet's spec. */
const MOST_SECTIONS = 100

/** `0000-0002-1825-0097`, with or without the address before it. */
const orcid = z
  .string({ error: 'This must look like 0000-0002-1825-0097.' })
  .regex(/^(https?:\/\/(www\.)?orcid\.org\/)?\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/, {
    error: 'This must look like 0000-0002-1825-0097.',
  })
  .transform((text) => text.slice(-19))
  .refine(isOrcid, {
    error:
      'The last digit of this ORCID iD does not fit the others, so one is mistyped. Copy it from orcid.org.',
  })
  .nullish()
  .transform((text) => text ?? null)

/** `10.1109/TMI.2018.2806309`, with or without `doi:` or the address before it. */
const doi = z
  .string({ error: 'This must look like 10.1109/TMI.2018.2806309.' })
  .transform((text) => text.trim().replace(/^(https?:\/\/(dx\.|www\.)?doi\.org\/|doi:\s*)/i, ''))
  .pipe(
    z
      .string()
      .regex(/^10\.\d{4,9}\/[\w.()/:;<>+-]+$/, { error: 'This must look like 10.1109/TMI.2018.2806309.' }),
  )
  .nullish()
  .transform((text) => text ?? null)

const author = z.preprocess(
  (value) => (typeof value === 'string' ? { name: value } : value),
  z.strictObject(
    {
      name: line.refine((text) => text !== '', { error: 'An author needs a name.' }),
      affiliation: optionalLine,
      orcid,
    },
    { error: authorFault },
  ),
)

const asAbsent = (value: unknown) => value ?? undefined

export const downloadSchema = z.strictObject(
  {
    url: downloadAddress.optional(),
    // What is left empty is to be filled in.
    sha256: z.preprocess(asAbsent, sha256.optional()),
    size: z.preprocess(asAbsent, byteCount.optional()),
    mirrors: z.array(downloadAddress, { error: 'This must be a list of addresses.' }).default([]),
    destination: z
      .enum(DESTINATIONS, { error: `This must be one of ${DESTINATIONS.join(', ')}.` })
      .optional(),
    local_id: folderName.optional(),
    license: lines,
    license_name: optionalLine,
    license_link: optionalLine,
  },
  {
    error: (issue) =>
      issue.code === 'invalid_type'
        ? 'A section must hold keys such as url, local_id or destination.'
        : undefined,
  },
)
export type DownloadFields = z.output<typeof downloadSchema>

export const cardSchema = z.looseObject({
  title: optionalLine,
  summary: optionalLine,
  version: z.preprocess((value) => value ?? undefined, version.default('1.0')),
  date_released: z.preprocess(
    asNull,
    day.nullish().transform((text) => text ?? null),
  ),
  license: lines,
  license_name: optionalLine,
  license_link: optionalLine,
  library_name: optionalLine,
  pipeline_tag: optionalLine,
  modality: lines,
  tags: lines,
  datasets: lines,
  metrics: lines,
  language: lines,
  base_model: lines,
  authors: z.preprocess(asList, z.array(author)),
  citation: prose,
  doi,
  homepage: optionalAddress,
  new_version: optionalLine,
  thumbnail: optionalLine,
  'model-index': z.unknown().optional(),
  downloads: z
    .record(
      z.string(),
      z.preprocess((value) => value ?? {}, downloadSchema),
      { error: 'This must hold one key a section, such as "weights:".' },
    )
    .refine((sections) => Object.keys(sections).length <= MOST_SECTIONS, {
      error: `There are more than ${MOST_SECTIONS} sections. Put several files into one.`,
    })
    .nullish()
    .transform((sections) => sections ?? {}),
})
export type CardFields = z.output<typeof cardSchema>

/** The store's own card, `zoo/README.md`. */
export const storeCardSchema = z.looseObject({
  title: optionalLine,
  message: optionalLine,
  url: z.preprocess(
    asNull,
    storeAddress.nullish().transform((url) => url ?? null),
  ),
  contact: z.preprocess(
    asNull,
    contactAddress.nullish().transform((address) => address ?? null),
  ),
  logo: z.preprocess(
    asNull,
    pictureName.nullish().transform((name) => name ?? null),
  ),
  accent: z.preprocess(
    asNull,
    hexColour.nullish().transform((colour) => colour ?? null),
  ),
  footer: oneParagraph,
  artifacts: z.preprocess(
    asNull,
    storeAddress.nullish().transform((url) => url ?? null),
  ),
  host: z.preprocess(
    asNull,
    z
      .enum(HOSTS, { error: `This must be one of ${HOSTS.join(', ')}.` })
      .nullish()
      .transform((host) => host ?? null),
  ),
  checks: z.unknown().optional(),
})
export type StoreCardFields = z.output<typeof storeCardSchema>

function authorFault(issue: { code?: string | undefined }): string | undefined {
  return issue.code === 'invalid_type'
    ? 'An author must be a name, or name, affiliation and orcid.'
    : undefined
}
