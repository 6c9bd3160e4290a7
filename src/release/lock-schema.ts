/** The shape of a lock file. What one value says of another is checked by lock-faults.ts. */
import { z } from 'zod'
import { byteCount, day, downloadAddress, version } from '../zoo/fields.ts'
import { textFault } from '../zoo/text.ts'

const LONGEST_LINE = 10_000
const MOST_VERSIONS = 10_000
const MOST_DOWNLOADS = 1000
const MOST_FILES = 200_000

const line = z
  .string({ error: 'This must be text.' })
  .max(LONGEST_LINE, { error: `This must have at most ${LONGEST_LINE} characters.` })
  .superRefine((text, context) => {
    const fault = textFault(text)
    if (fault !== null) context.addIssue(fault)
  })

const digest = z
  .string({ error: 'This must be text.' })
  .regex(/^[0-9a-f]{64}$/, { error: 'This must be 64 hexadecimal digits in lower case.' })

const address = z
  .string()
  .regex(/^https?:\/\//, { error: 'This must be an address.' })
  .pipe(line)

const file = z.strictObject({ of: line, path: line, size: byteCount, sha256: digest })

const download = z.strictObject({
  ...{ of: line, section: line, path: line.nullable(), url: downloadAddress.nullable() },
  ...{ size: byteCount, sha256: digest, files: z.array(file).max(MOST_FILES).nullable() },
})

const license = z.strictObject({
  ...{ id: line.nullable(), name: line, url: address.nullable() },
  commercialUse: z.enum(['yes', 'no', 'ask']),
})

const result = z.strictObject({
  ...{ task: line.nullable(), dataset: line, split: line.nullable(), metric: line, value: line },
})

const single = { path: line, size: byteCount, sha256: digest }

const sha1 = z
  .string({ error: 'This must be text.' })
  .regex(/^[0-9a-f]{40}$/, { error: 'This must be 40 hexadecimal digits in lower case.' })

const release = z.strictObject({
  version,
  date: day,
  yanked: z.strictObject({ date: day, reason: line.min(1) }).nullable(),
  of: line,
  ...{ title: line, license, results: z.array(result) },
  torchHub: z.strictObject(single).optional(),
  monai: z.strictObject({ name: line, section: line, ...single, sha1 }).optional(),
  downloads: z.array(download).max(MOST_DOWNLOADS),
})

export const lockSchema = z.strictObject({
  formatVersion: z.literal(1, {
    error: 'This Zoopress reads format version 1. Update Zoopress, or restore the file with git.',
  }),
  id: line,
  versions: z.array(release).min(1, { error: 'There is no version.' }).max(MOST_VERSIONS),
})
export type LockFields = z.output<typeof lockSchema>
