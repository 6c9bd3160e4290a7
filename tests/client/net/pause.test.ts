import { expect, it } from 'vitest'
import { pauseAfter } from '../../../src/client/net/pause.ts'
import { PATIENCE } from '../../../src/client/net/network.ts'
import { HttpFault } from '../../../src/lib/http-fault.ts'

const busy = (retryAfter: number) => new HttpFault('busy', 503, { retryAfter })
const broken = (code: string) => new HttpFault('broken', null, { code })

it.each([
  ['doubles', 1, busy(0), 1000],
  ['doubles', 2, busy(0), 2000],
  ['doubles', 3, busy(0), 4000],
  ['comes to an end', 4, busy(0), null],
  ['is as long as the server wants', 1, busy(7), 7000],
  ['is no shorter for the server', 3, busy(1), 4000],
  ['is none where the server wants too long', 1, busy(121), null],
  ['follows a connection that broke', 1, broken('ECONNRESET'), 1000],
  ['does not follow a name that is not there', 1, broken('ENOTFOUND'), null],
  ['does not follow a certificate', 1, broken('CERT_HAS_EXPIRED'), null],
  ['does not follow a certificate', 1, broken('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), null],
  ['does not follow a refusal', 1, new HttpFault('no', 403), null],
])('a pause %s', (_, tried, fault, expected) => {
  expect(pauseAfter(tried, fault, PATIENCE)).toBe(expected)
})

it('a pause is at most 30 s long', () => {
  expect(pauseAfter(9, busy(0), { ...PATIENCE, tries: 100 })).toBe(30_000)
})
