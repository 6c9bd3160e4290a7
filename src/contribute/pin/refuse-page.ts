/** A web page where a file was expected: its sum would hold until the page changes, and nobody could use what it stands for. */
import { showUrl } from '../../client/net/network-fault.ts'
import { UserError } from '../../lib/user-error.ts'

/** Bytes of a file's beginning that tell. */
export const TELLING_BYTES = 256

/** @throws UserError where the beginning of what an address sent is that of a page, and the address is not one of a page. */
export function refusePage(url: string, start: Uint8Array): void {
  const text = Buffer.from(start.subarray(0, TELLING_BYTES)).toString('latin1')
  if (!/^(?:\xef\xbb\xbf)?\s{0,100}<(!doctype html|html)[\s>]/i.test(text)) return
  if (/\.x?html?$/i.test(new URL(url).pathname)) return
  const isGithub = /^https:\/\/github\.com\/[^/]+\/[^/]+\/blob\//.test(url)
  throw new UserError(
    `${showUrl(url)}: the server sends a web page and no file. ` +
      (isGithub
        ? 'In addresses of GitHub, write "raw" in place of "blob".'
        : 'Look for the address of the file itself.'),
  )
}
