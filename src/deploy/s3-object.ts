/** Questions about one object of a bucket. */
import { createHash } from 'node:crypto'
import {
  GetObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3'

export interface ObjectPlace {
  Bucket: string
  Key: string
}

/** Null: there is no such object. */
export async function headObject(
  client: S3Client,
  place: ObjectPlace,
): Promise<HeadObjectCommandOutput | null> {
  try {
    return await client.send(new HeadObjectCommand(place))
  } catch (error) {
    if (['NotFound', 'NoSuchKey'].includes((error as Error).name)) return null
    throw error
  }
}

/** SHA-256 in hex of an object that no deploy put there. */
export async function hashObject(client: S3Client, place: ObjectPlace): Promise<string> {
  const { Body } = await client.send(new GetObjectCommand(place))
  const running = createHash('sha256')
  for await (const chunk of Body as AsyncIterable<Uint8Array>) running.update(chunk)
  return running.digest('hex')
}

/** Lists and heads quote it differently. */
export function tagOf({ ETag = '' }: { ETag?: string | undefined }): string {
  return ETag.replaceAll('"', '')
}
