/** What a bucket refuses, as a sentence for the person who deploys. */
import { UserError } from '../lib/user-error.ts'
import { quote } from '../zoo/problem.ts'

interface ServiceError {
  name?: string
  message?: string
  code?: string
  $metadata?: { httpStatusCode?: number }
}

const GO_ON = 'Run the command again: it goes on from here.'

const SENTENCES: Readonly<Record<string, (bucket: string) => string>> = {
  NoSuchBucket: (bucket) => `There is no bucket ${bucket}. Make it, or correct its name or --endpoint.`,
  AccessDenied: () =>
    'The credentials have no right to do this. They need s3:ListBucket on the bucket, and s3:GetObject, s3:PutObject, s3:AbortMultipartUpload and s3:ListMultipartUploadParts on its objects.',
  InvalidAccessKeyId: () =>
    'The server does not know this access key. Correct AWS_ACCESS_KEY_ID or the profile.',
  SignatureDoesNotMatch: () =>
    'The secret key is not that of the access key, or a proxy changes the requests. Correct AWS_SECRET_ACCESS_KEY, and --region if the server has one.',
  RequestTimeTooSkewed: () =>
    "This machine's clock differs from the server's by more than the server allows. Set it right.",
  ExpiredToken: () => 'The credentials have expired. Get new ones.',
  PermanentRedirect: () => 'The bucket lies in another region. Name that with --region.',
  AuthorizationHeaderMalformed: () => 'The bucket lies in another region. Name that with --region.',
  CredentialsProviderError: () =>
    'There are no credentials. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE for one of ~/.aws/credentials.',
  BadDigest: () => `The server received other bytes than were sent, and refused them. ${GO_ON}`,
  XAmzContentSHA256Mismatch: () =>
    `The server received other bytes than were sent, and refused them. ${GO_ON}`,
  QuotaExceeded: () => 'The place is full. Make room, or raise its quota.',
}
const ALIASES: Readonly<Record<string, string>> = {
  Forbidden: 'AccessDenied',
  TokenRefreshRequired: 'ExpiredToken',
}
const BY_STATUS: Readonly<Record<number, string>> = { 301: 'PermanentRedirect', 403: 'AccessDenied' }

const NETWORK =
  /^(?:ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPROTO|CERT_.*|.*_CERT.*|TimeoutError)$/

/** A UserError for what a person can mend; the error itself where it is a bug. */
export function s3Fault(error: unknown, { label, bucket }: { label: string; bucket: string }): unknown {
  if (error instanceof UserError || !(error instanceof Error)) return error
  const { name = '', message = '', code = '', $metadata } = error as ServiceError
  const status = $metadata?.httpStatusCode ?? 0
  const kind = [name, ALIASES[name], BY_STATUS[status]].find(
    (known) => known !== undefined && Object.hasOwn(SENTENCES, known),
  )
  if (kind !== undefined) return new UserError(`${label}: ${SENTENCES[kind]!(quote(bucket))}`)
  if (name === 'Error' && message.startsWith('Region is missing'))
    return new UserError(`${label}: Which region is the bucket in? Name it with --region, or set AWS_REGION.`)
  if (name === 'Error' && message.startsWith('Region not accepted'))
    return new UserError(`${label}: There is no such region. Correct --region, or AWS_REGION.`)
  if (NETWORK.test(code) || NETWORK.test(name))
    return new UserError(`${label}: The server cannot be reached, or broke off (${code || name}). ${GO_ON}`)
  if (status >= 400)
    return new UserError(
      `${label}: The server answered ${status} (${quote(name)}: ${quote(message)}). ${GO_ON}`,
    )
  return error
}
