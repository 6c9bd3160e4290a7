/** What web servers keep for themselves or refuse, so no entry may be named so. */
import { describe, expect, it } from 'vitest'
import { card, problemsOf } from '../zoo/folders.ts'

const withId = (id: string) =>
  problemsOf({ [`${id}/README.md`]: card('license: mit'), [`${id}/weights/a`]: 'x' })

describe('an entry', () => {
  it.each([
    ['icons', 'Apache serves its own pictures there'],
    ['server-status', 'Apache shows its status there'],
    ['server-info', 'Apache shows its settings there'],
    ['cgi-bin', 'Apache runs programs there'],
    ['raw', "NiftyNet's branches lie there"],
    ['index.html', 'the front page lies there'],
  ])('is never named %s: %s', async (id) => {
    expect(await withId(id)).toEqual([
      expect.stringMatching(/is a name of the store's own pages\. Choose another\.$/),
    ])
  })

  it.each(['.htaccess', '.htpasswd', '.ht'])(
    'is never named %s, which Apache answers with 403',
    async (id) => {
      expect((await withId(id)).join()).toContain('is not an id')
    },
  )

  it.each(['.htaccess', 'sub/.htpasswd'])('holds no file %s, which would set up the server', async (path) => {
    const files = { 'a/README.md': card('license: mit'), 'a/weights/b': 'x', [`a/weights/${path}`]: 'x' }
    expect((await problemsOf(files)).join()).toContain('begins with a dot')
  })
})
