/**
 * One file into a bucket: small ones by one PUT, others in parts, each with its MD5, so that the server refuses what arrives damaged. Parts that a
 * run before left are found again (ListMultipartUploads, ListParts) and not sent twice.
 */
import { createHash, hash } from 'node:crypto'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { withFile, type ByteSource } from '../lib/byte-source.ts'
import { mapLimit } from '../lib/map-limit.ts'
import { UserError } from '../lib/user-error.ts'
import { changedFile } from './changed-file.ts'
import type { DeployFile } from './plan.ts'

const MIB = 2 ** 20
const PART_BYTES = 8 * MIB
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const MOST_PARTS = 10_000
/** Four files may be on their way, so that at most eight parts are in memory. */
const PARTS_AT_ONCE = 2

/** Where an object goes, and what is said of it. */
export interface PutInput {
  Bucket: string
  Key: string
  ContentType: string
  CacheControl: string
  Metadata: Record<string, string>
}

/** `isFresh`: nothing of an earlier run is used. @throws what the server refuses; UserError where the file changed. */
export async function upload(
  client: S3Client,
  file: DeployFile,
  input: PutInput,
  { isFresh = false, onBytes }: { isFresh?: boolean; onBytes: (count: number) => void },
): Promise<void> {
  const partBytes = Math.max(PART_BYTES, Math.ceil(file.size / MOST_PARTS / MIB) * MIB)
  if (file.size > partBytes) return uploadParts(client, file, input, { partBytes, isFresh, onBytes })
  const Body = readPart(file, 0, file.size)
  if (hash('sha256', Body, 'hex') !== file.sha256) throw changedFile(file.from)
  await client.send(new PutObjectCommand({ ...input, Body, ContentMD5: md5(Body, 'base64') }))
  onBytes(file.size)
}

interface PartTerms {
  partBytes: number
  isFresh: boolean
  onBytes: (count: number) => void
}

interface Upload {
  UploadId: string
  /** MD5 in hex and size of those that are there, by number. */
  parts: ReadonlyMap<number, { md5: string; size: number }>
}

async function uploadParts(
  client: S3Client,
  file: DeployFile,
  input: PutInput,
  terms: PartTerms,
): Promise<void> {
  const { Bucket, Key } = input
  const found = terms.isFresh ? null : await findUpload(client, { Bucket, Key })
  const { UploadId, parts } =
    found !== null && fits(found, file, terms.partBytes) ? found : await beginUpload(client, input, found)
  const running = createHash('sha256')
  const numbers = Array.from({ length: Math.ceil(file.size / terms.partBytes) }, (_, index) => index + 1)
  const sent = await mapLimit(numbers, PARTS_AT_ONCE, async (PartNumber) => {
    // Read before anything is waited for, so in order.
    const Body = readPart(file, (PartNumber - 1) * terms.partBytes, terms.partBytes)
    running.update(Body)
    const sum = md5(Body, 'hex')
    if (parts.get(PartNumber)?.md5 !== sum) {
      const ContentMD5 = Buffer.from(sum, 'hex').toString('base64')
      await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body, ContentMD5 }))
    }
    terms.onBytes(Body.length)
    return { PartNumber, ETag: `"${sum}"` }
  })
  if (running.digest('hex') !== file.sha256) {
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))
    throw changedFile(file.from)
  }
  await client.send(
    new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts: sent } }),
  )
}

/** What is known of an object is given when it is begun, so that parts of another file are of no use. */
function fits({ parts }: Upload, file: DeployFile, partBytes: number): boolean {
  return [...parts].every(([number, { md5: sum, size }]) => {
    const bytes = readPart(file, (number - 1) * partBytes, partBytes)
    return bytes.length === size && md5(bytes, 'hex') === sum
  })
}

async function beginUpload(client: S3Client, input: PutInput, unfit: Upload | null): Promise<Upload> {
  const { Bucket, Key } = input
  if (unfit !== null)
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId: unfit.UploadId }))
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(input))
  if (UploadId === undefined)
    throw new UserError(`The server gave no number for the upload of ${Key}. Try another server.`)
  return { UploadId, parts: new Map() }
}

/** The newest that was begun; null: none was, or the server keeps no such list. */
async function findUpload(client: S3Client, at: { Bucket: string; Key: string }): Promise<Upload | null> {
  try {
    const { Bucket, Key } = at
    const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket, Prefix: Key }))
    const begun = Uploads.filter((upload) => upload.Key === Key && upload.UploadId !== undefined)
    begun.sort((a, b) => (b.Initiated?.getTime() ?? 0) - (a.Initiated?.getTime() ?? 0))
    const UploadId = begun[0]?.UploadId
    return UploadId === undefined ? null : { UploadId, parts: await listParts(client, { ...at, UploadId }) }
  } catch (error) {
    if (['NotImplemented', 'NoSuchUpload', 'AccessDenied'].includes((error as Error).name)) return null
    throw error
  }
}

async function listParts(client: S3Client, at: { Bucket: string; Key: string; UploadId: string }) {
  const parts = new Map<number, { md5: string; size: number }>()
  let marker: string | undefined
  for (let pages = 0; pages < MOST_PARTS; pages++) {
    const answer = await client.send(
      new ListPartsCommand({ ...at, ...(marker !== undefined && { PartNumberMarker: marker }) }),
    )
    for (const { PartNumber, ETag = '', Size = -1 } of answer.Parts ?? [])
      if (PartNumber !== undefined) parts.set(PartNumber, { md5: ETag.replaceAll('"', ''), size: Size })
    marker = answer.NextPartNumberMarker
    if (answer.IsTruncated !== true || marker === undefined) break
  }
  return parts
}

function readPart({ from }: DeployFile, offset: number, length: number): Buffer {
  const bytes = withFile(from, (source: ByteSource) => source.read(offset, length))
  if (bytes === null)
    throw new UserError(`${from} is gone. Build the store again, and run the command again.`)
  return bytes
}

function md5(bytes: Uint8Array, encoding: 'hex' | 'base64'): string {
  return hash('md5', bytes, encoding)
}
