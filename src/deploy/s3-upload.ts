/**
 * One file into a bucket: small ones by one PUT, others in parts, each with its MD5, so that the server refuses what arrives damaged. Parts that a
 * run before left are not sent twice.
 */
import { createHash, hash } from 'node:crypto'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { withFile, type ByteSource } from '../lib/byte-source.ts'
import { mapLimit } from '../lib/map-limit.ts'
import { UserError } from '../lib/user-error.ts'
import { changedFile } from './changed-file.ts'
import type { DeployFile } from './plan.ts'
import type { ObjectPlace } from './s3-object.ts'
import { findUpload, MOST_PARTS, type Upload } from './s3-resume.ts'

const MIB = 2 ** 20
const PART_BYTES = 8 * MIB
/** Four files may be on their way, so that at most eight parts are in memory. */
const PARTS_AT_ONCE = 2

/** Where an object goes, and what is said of it. */
export interface PutInput extends ObjectPlace {
  ContentType: string
  CacheControl: string
  Metadata: Record<string, string>
  /** Only where nothing lies there; a server that has something answers 412. */
  IfNoneMatch?: '*'
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

async function uploadParts(
  client: S3Client,
  file: DeployFile,
  input: PutInput,
  terms: PartTerms,
): Promise<void> {
  const { Bucket, Key, IfNoneMatch } = input
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
    new CompleteMultipartUploadCommand({
      ...{ Bucket, Key, UploadId, MultipartUpload: { Parts: sent } },
      ...(IfNoneMatch && { IfNoneMatch }),
    }),
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

function readPart({ from }: DeployFile, offset: number, length: number): Buffer {
  const bytes = withFile(from, (source: ByteSource) => source.read(offset, length))
  if (bytes === null)
    throw new UserError(`${from} is gone. Build the store again, and run the command again.`)
  return bytes
}

function md5(bytes: Uint8Array, encoding: 'hex' | 'base64'): string {
  return hash('md5', bytes, encoding)
}
