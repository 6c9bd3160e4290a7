/** A bucket as a place that a store is deployed to. */
import { DeleteObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3'
import { UserError } from '../lib/user-error.ts'
import { cacheControl, contentType } from './object-headers.ts'
import type { DeployFile } from './plan.ts'
import { openS3, type S3Place } from './s3-client.ts'
import { s3Fault } from './s3-fault.ts'
import { hashObject, headObject, tagOf, type ObjectPlace } from './s3-object.ts'
import { putObject } from './s3-put.ts'
import type { PutInput } from './s3-upload.ts'
import type { Listed, PutTerms, RemoteFacts, Target } from './target.ts'

/** Objects that are listed; more belong to no store. */
const MOST_OBJECTS = 2_000_000

export function s3Target(place: S3Place): Target & { close: () => void } {
  return new Bucket(place)
}

class Bucket implements Target {
  readonly label: string
  readonly #client: S3Client
  readonly #bucket: string
  readonly #prefix: string

  constructor(place: S3Place) {
    const { bucket, prefix } = place
    this.label = `s3://${bucket}${prefix === '' ? '' : `/${prefix}`}`
    this.#bucket = bucket
    this.#prefix = prefix === '' ? '' : `${prefix}/`
    this.#client = openS3(place)
  }

  close(): void {
    this.#client.destroy()
  }

  list(): Promise<Map<string, Listed>> {
    return this.#orFault(async () => {
      const found = new Map<string, Listed>()
      let token: string | undefined
      do {
        const answer = await this.#client.send(
          new ListObjectsV2Command({
            ...{ Bucket: this.#bucket, Prefix: this.#prefix },
            ...(token !== undefined && { ContinuationToken: token }),
          }),
        )
        for (const { Key = '', Size = 0, ETag } of answer.Contents ?? [])
          if (Key.startsWith(this.#prefix))
            found.set(Key.slice(this.#prefix.length), { size: Size, tag: tagOf({ ETag }) })
        token = answer.NextContinuationToken
      } while (token !== undefined && found.size < MOST_OBJECTS)
      return found
    })
  }

  facts(file: DeployFile, isExact: boolean): Promise<RemoteFacts | null> {
    return this.#orFault(async () => {
      const place = this.#at(file.path)
      const head = await headObject(this.#client, place)
      if (head === null) return null
      const { ContentType, CacheControl } = this.#input(file)
      const hasHeaders =
        head.ContentType === ContentType && head.CacheControl === CacheControl && !head.ContentEncoding
      const stated = head.Metadata?.['sha256'] ?? null
      const sha256 = stated === null && isExact ? await hashObject(this.#client, place) : stated
      // What something else put there, with the right bytes, is not put again for its headers alone if it is an archive.
      return {
        size: head.ContentLength ?? -1,
        sha256,
        hasHeaders: hasHeaders || (isExact && stated === null),
      }
    })
  }

  put(file: DeployFile, terms: PutTerms): Promise<string> {
    return this.#orFault(async () => {
      const tag = await putObject(this.#client, file, this.#input(file), terms)
      if (tag !== null) return tag
      throw new UserError(`${this.label}: ${file.path} did not arrive as it was sent. Run the command again.`)
    })
  }

  owns(path: string): Promise<boolean> {
    return this.#orFault(
      async () => (await headObject(this.#client, this.#at(path)))?.Metadata?.['sha256'] !== undefined,
    )
  }

  remove(path: string): Promise<void> {
    return this.#orFault(async () => {
      await this.#client.send(new DeleteObjectCommand(this.#at(path)))
    })
  }

  #at(path: string): ObjectPlace {
    return { Bucket: this.#bucket, Key: this.#prefix + path }
  }

  #input({ path, sha256, isArchive }: DeployFile): PutInput {
    return {
      ...{ ...this.#at(path), Metadata: { sha256 } },
      ...{ ContentType: contentType(path), CacheControl: cacheControl(path, isArchive) },
    }
  }

  async #orFault<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work()
    } catch (error) {
      throw s3Fault(error, { label: this.label, bucket: this.#bucket })
    }
  }
}
