/**
 * A bucket of S3, or of a server that speaks like it (MinIO, Ceph, R2, B2, Garage …). Servers other than Amazon's know neither the checksums
 * that the SDK sends by itself since 2025 nor, mostly, buckets as host names.
 */
import { createHash } from 'node:crypto'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  S3Client,
  type HeadObjectCommandOutput,
} from '@aws-sdk/client-s3'
import { UserError } from '../lib/user-error.ts'
import { cacheControl, contentType } from './object-headers.ts'
import type { DeployFile } from './plan.ts'
import { s3Fault } from './s3-fault.ts'
import { upload, type PutInput } from './s3-upload.ts'
import type { RemoteFacts, Target } from './target.ts'

export interface S3Place {
  bucket: string
  /** Without slashes at its ends; empty: the bucket itself. */
  prefix: string
  /** Undefined: Amazon's, or what the environment says. */
  endpoint?: string | undefined
  region?: string | undefined
}

/** Objects that are listed; more belong to no store. */
const MOST_OBJECTS = 2_000_000
const TRIES = 5

/** @throws UserError where it is no `s3://BUCKET/PREFIX`. */
export function parseS3Address(address: string): Pick<S3Place, 'bucket' | 'prefix'> {
  const [, bucket, path = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(\/[^?#]*)?$/.exec(address) ?? []
  const parts = path.split('/').filter((part) => part !== '')
  if (bucket !== undefined && !parts.some((part) => part === '.' || part === '..'))
    return { bucket, prefix: parts.join('/') }
  throw new UserError('A bucket is named like s3://my-bucket or s3://my-bucket/zoo.')
}

export function s3Target(place: S3Place): Target & { close: () => void } {
  return new Bucket(place)
}

class Bucket implements Target {
  readonly label: string
  readonly #client: S3Client
  readonly #bucket: string
  readonly #prefix: string

  constructor({ bucket, prefix, endpoint, region }: S3Place) {
    this.label = `s3://${bucket}${prefix === '' ? '' : `/${prefix}`}`
    this.#bucket = bucket
    this.#prefix = prefix === '' ? '' : `${prefix}/`
    const isCustom =
      endpoint !== undefined || Boolean(process.env['AWS_ENDPOINT_URL_S3'] ?? process.env['AWS_ENDPOINT_URL'])
    const fallback = isCustom && !process.env['AWS_REGION'] ? 'us-east-1' : undefined
    this.#client = new S3Client({
      ...(endpoint !== undefined && { endpoint }),
      ...((region ?? fallback) !== undefined && { region: (region ?? fallback)! }),
      forcePathStyle: isCustom,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      maxAttempts: TRIES,
    })
  }

  close(): void {
    this.#client.destroy()
  }

  list(): Promise<Map<string, number>> {
    return this.#orFault(async () => {
      const found = new Map<string, number>()
      let token: string | undefined
      do {
        const answer = await this.#client.send(
          new ListObjectsV2Command({
            ...{ Bucket: this.#bucket, Prefix: this.#prefix },
            ...(token !== undefined && { ContinuationToken: token }),
          }),
        )
        for (const { Key = '', Size = 0 } of answer.Contents ?? [])
          if (Key.startsWith(this.#prefix)) found.set(Key.slice(this.#prefix.length), Size)
        token = answer.NextContinuationToken
      } while (token !== undefined && found.size < MOST_OBJECTS)
      return found
    })
  }

  facts(file: DeployFile, isExact: boolean): Promise<RemoteFacts | null> {
    return this.#orFault(async () => {
      const head = await this.#head(file.path)
      if (head === null) return null
      const { ContentType, CacheControl } = this.#input(file)
      const hasHeaders =
        head.ContentType === ContentType && head.CacheControl === CacheControl && !head.ContentEncoding
      const stated = head.Metadata?.['sha256'] ?? null
      const sha256 = stated === null && isExact ? await this.#read(file.path) : stated
      // What something else put there, with the right bytes, is not put again for its headers alone if it is an archive.
      return {
        size: head.ContentLength ?? -1,
        sha256,
        hasHeaders: hasHeaders || (isExact && stated === null),
      }
    })
  }

  put(file: DeployFile, onBytes: (count: number) => void): Promise<void> {
    return this.#orFault(async () => {
      await upload(this.#client, file, this.#input(file), { onBytes })
      if (await this.#holds(file)) return
      // Parts of an earlier run were of another file.
      await upload(this.#client, file, this.#input(file), { isFresh: true, onBytes: () => undefined })
      if (await this.#holds(file)) return
      throw new UserError(`${this.label}: ${file.path} did not arrive as it was sent. Run the command again.`)
    })
  }

  owns(path: string): Promise<boolean> {
    return this.#orFault(async () => (await this.#head(path))?.Metadata?.['sha256'] !== undefined)
  }

  remove(path: string): Promise<void> {
    return this.#orFault(async () => {
      await this.#client.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: this.#prefix + path }))
    })
  }

  async #holds({ path, size, sha256 }: DeployFile): Promise<boolean> {
    const head = await this.#head(path)
    return head?.ContentLength === size && head.Metadata?.['sha256'] === sha256
  }

  #input({ path, sha256, isArchive }: DeployFile): PutInput {
    return {
      ...{ Bucket: this.#bucket, Key: this.#prefix + path, Metadata: { sha256 } },
      ...{ ContentType: contentType(path), CacheControl: cacheControl(path, isArchive) },
    }
  }

  /** Null: there is no such object. */
  async #head(path: string): Promise<HeadObjectCommandOutput | null> {
    try {
      return await this.#client.send(
        new HeadObjectCommand({ Bucket: this.#bucket, Key: this.#prefix + path }),
      )
    } catch (error) {
      if (['NotFound', 'NoSuchKey'].includes((error as Error).name)) return null
      throw error
    }
  }

  /** The sum of an object that no deploy put there. */
  async #read(path: string): Promise<string> {
    const { Body } = await this.#client.send(
      new GetObjectCommand({ Bucket: this.#bucket, Key: this.#prefix + path }),
    )
    const running = createHash('sha256')
    for await (const chunk of Body as AsyncIterable<Uint8Array>) running.update(chunk)
    return running.digest('hex')
  }

  async #orFault<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work()
    } catch (error) {
      throw s3Fault(error, { label: this.label, bucket: this.#bucket })
    }
  }
}
