/** What an earlier run left of a file that is sent in parts: found again by ListMultipartUploads and ListParts, on servers that keep such lists. */
import { ListMultipartUploadsCommand, ListPartsCommand, type S3Client } from '@aws-sdk/client-s3'
import type { ObjectPlace } from './s3-object.ts'

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
export const MOST_PARTS = 10_000

export interface Upload {
  UploadId: string
  /** MD5 in hex and size of those that are there, by number. */
  parts: ReadonlyMap<number, { md5: string; size: number }>
}

/** The newest that was begun; null: none was, or the server keeps no such list. */
export async function findUpload(client: S3Client, at: ObjectPlace): Promise<Upload | null> {
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

async function listParts(client: S3Client, at: ObjectPlace & { UploadId: string }) {
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
