/**
 * The way to a bucket of S3, or of a server that speaks like it (MinIO, Ceph, R2, B2, Garage …). Servers other than Amazon's know neither the
 * checksums that the SDK sends by itself since 2025 nor, mostly, buckets as host names.
 */
import { S3Client } from '@aws-sdk/client-s3'
import type { S3Address } from './s3-address.ts'

export interface S3Place extends S3Address {
  /** Undefined: Amazon's, or what the environment says. */
  endpoint?: string | undefined
  region?: string | undefined
  /** Milliseconds that the server may be silent; two minutes, if absent: it may take that long to put parts together. */
  patienceMs?: number
  /** Times that a request is sent; eight, if absent: servers that are told to slow down want most of a minute. */
  tries?: number
}

const TRIES = 8
const PATIENCE_MS = 120_000
const CONNECT_MS = 20_000
const EMPTY_IN_CI = ['AWS_REGION', 'AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_S3', 'AWS_PROFILE']

/** Credentials are those of the environment. */
export function openS3({ endpoint, region, patienceMs = PATIENCE_MS, tries = TRIES }: S3Place): S3Client {
  // A secret that is not set is an empty variable in CI, which the SDK would take for a region.
  for (const name of EMPTY_IN_CI) if (process.env[name] === '') Reflect.deleteProperty(process.env, name)
  const isCustom =
    endpoint !== undefined || Boolean(process.env['AWS_ENDPOINT_URL_S3'] ?? process.env['AWS_ENDPOINT_URL'])
  const fallback = isCustom && !process.env['AWS_REGION'] ? 'us-east-1' : undefined
  return new S3Client({
    ...(endpoint !== undefined && { endpoint }),
    ...((region ?? fallback) !== undefined && { region: (region ?? fallback)! }),
    forcePathStyle: isCustom,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: tries,
    // Without these, a server that takes a request and says nothing is waited for for ever.
    requestHandler: { connectionTimeout: Math.min(CONNECT_MS, patienceMs), socketTimeout: patienceMs },
  })
}
