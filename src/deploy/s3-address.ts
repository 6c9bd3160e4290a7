/** Which bucket, and where in it. */
import { UserError } from '../lib/user-error.ts'

export interface S3Address {
  bucket: string
  /** Without slashes at its ends; empty: the bucket itself. */
  prefix: string
}

/** @throws UserError where it is no `s3://BUCKET/PREFIX`. */
export function parseS3Address(address: string): S3Address {
  const [, bucket, path = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(\/[^?#]*)?$/.exec(address) ?? []
  const parts = path.split('/').filter((part) => part !== '')
  if (bucket !== undefined && !parts.some((part) => part === '.' || part === '..'))
    return { bucket, prefix: parts.join('/') }
  throw new UserError('A bucket is named like s3://my-bucket or s3://my-bucket/zoo.')
}
