/** The part of s3rver that the tests use; it brings no types. */
declare module 's3rver' {
  import type { RequestListener } from 'node:http'

  export default class S3rver {
    constructor(options: {
      silent: boolean
      directory: string
      vhostBuckets: boolean
      configureBuckets: { name: string }[]
    })
    callback(): RequestListener
    configureBuckets(): Promise<unknown>
  }
}
