import { describe, expect, it } from 'vitest'
import { s3Fault } from '../../src/deploy/s3-fault.ts'
import { UserError } from '../../src/lib/user-error.ts'

const PLACE = { label: 's3://models/zoo', bucket: 'models' }

/** What the SDK throws, as far as it is looked at. */
function thrown(facts: { name?: string; code?: string; message?: string; status?: number }): Error {
  const { name = 'Error', code, message = '', status } = facts
  const metadata = status === undefined ? {} : { $metadata: { httpStatusCode: status } }
  return Object.assign(new Error(message), { name, ...(code !== undefined && { code }), ...metadata })
}

describe('what a bucket refuses', () => {
  it.each([
    [{ name: 'NoSuchBucket', status: 404 }, 'There is no bucket "models".'],
    [{ name: 'AccessDenied', status: 403 }, 'The credentials have no right'],
    [{ name: '403', status: 403 }, 'The credentials have no right'],
    [{ name: 'InvalidAccessKeyId', status: 403 }, 'does not know this access key'],
    [{ name: 'SignatureDoesNotMatch', status: 403 }, 'The secret key is not that of the access key'],
    [{ name: 'RequestTimeTooSkewed', status: 403 }, "This machine's clock differs"],
    [{ name: 'PermanentRedirect', status: 301 }, 'lies in another region'],
    [{ name: 'CredentialsProviderError' }, 'There are no credentials.'],
    [{ name: 'BadDigest', status: 400 }, 'received other bytes than were sent'],
    [{ message: 'Region is missing' }, 'Which region is the bucket in?'],
    [{ message: 'Region not accepted: region="x y" is not …' }, 'There is no such region.'],
    [{ code: 'ECONNREFUSED' }, 'cannot be reached, or broke off (ECONNREFUSED)'],
    [{ name: 'TimeoutError' }, 'cannot be reached, or broke off (TimeoutError)'],
    [
      { name: 'InternalError', message: 'a\u001b[31m', status: 500 },
      'answered 500 ("InternalError": "a\\x1b[31m")',
    ],
  ])('is a sentence that says what to do: %j', (facts, sentence) => {
    const error = s3Fault(thrown(facts), PLACE)
    expect(error).toBeInstanceOf(UserError)
    expect((error as UserError).message).toMatch(/^s3:\/\/models\/zoo: /)
    expect((error as UserError).message).toContain(sentence)
  })

  it('keeps the stack of a bug, and a sentence that there is', () => {
    const bug = new TypeError('x is not a function')
    const told = new UserError('gone')
    for (const error of [bug, told, 'text']) expect(s3Fault(error, PLACE)).toBe(error)
  })
})
