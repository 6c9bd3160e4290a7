/** A file into a bucket, and a look whether it arrived. */
import type { S3Client } from '@aws-sdk/client-s3'
import { UserError } from '../lib/user-error.ts'
import { quote } from '../zoo/problem.ts'
import type { DeployFile } from './plan.ts'
import { headObject, tagOf } from './s3-object.ts'
import { upload, type PutInput } from './s3-upload.ts'
import type { PutTerms } from './target.ts'

/** Of servers that take a condition for a mistake. */
const KNOWS_NO_CONDITIONS = [400, 404, 501]

/** Gives its tag; null: it is not there as it was sent. @throws what the server refuses; UserError where something else came there first. */
export async function putObject(
  client: S3Client,
  file: DeployFile,
  input: PutInput,
  terms: PutTerms,
): Promise<string | null> {
  await send(client, file, input, terms)
  const tag = await arrived(client, file, input)
  if (tag !== null) return tag
  // Parts of an earlier run were of another file.
  await upload(client, file, input, { isFresh: true, onBytes: () => undefined })
  return arrived(client, file, input)
}

/** Where it must be new, nobody else's bytes are replaced, as far as the server knows conditions: many still know none. */
async function send(
  client: S3Client,
  file: DeployFile,
  input: PutInput,
  { onBytes, isNew }: PutTerms,
): Promise<void> {
  try {
    await upload(client, file, isNew ? { ...input, IfNoneMatch: '*' } : input, { onBytes })
  } catch (error) {
    const status = statusOf(error)
    // The answer was lost, and the request sent twice: what was refused is there already.
    if ([404, 409, 412].includes(status) && (await arrived(client, file, input)) !== null) return
    if (status === 412) throw cameMeanwhile(file.path)
    if (!isNew || !KNOWS_NO_CONDITIONS.includes(status)) throw error
    await upload(client, file, input, { onBytes })
  }
}

async function arrived(
  client: S3Client,
  { size, sha256 }: DeployFile,
  { Bucket, Key }: PutInput,
): Promise<string | null> {
  const head = await headObject(client, { Bucket, Key })
  const isThere = head?.ContentLength === size && head.Metadata?.['sha256'] === sha256
  return isThere ? tagOf(head) : null
}

function cameMeanwhile(path: string): UserError {
  return new UserError(
    `Other bytes have come to the place of ${quote(path)} meanwhile, perhaps by a second deploy. What is published stays as it is: let the other end, and run the command again.`,
  )
}

function statusOf(error: unknown): number {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode ?? 0
}
