import { expect, it } from 'vitest'
import { openLedgers } from '../../src/pack/ledgers.ts'
import { checkMedia, publishMedia } from '../../src/pack/media.ts'
import { freshFolder } from '../lib/fresh-folder.ts'
import { entryOf, filesOf, writeZoo } from './sample.ts'

it.each([
  ['thumbnail-320.webp', 'The store publishes a picture of its own under this name.'],
  ['Thumbnail-640.webp/a.png', 'The store publishes a picture of its own under this name.'],
  ['data-view-1-axial.webp', 'The store publishes a picture of its own under this name.'],
  ['data-sample-1.WEBP', 'The store publishes a picture of its own under this name.'],
  ['Card.jpg', 'The store publishes a picture of its own under this name.'],
  ['no-picture.png', ''],
])('checking refuses the picture %s just as publishing does', async (name, message) => {
  const contents = { [name]: 'x' }
  const zoo = { zooDir: writeZoo(contents), label: 'zoo' }
  const entry = entryOf({ pictures: filesOf(contents) })
  const dirs = { ...zoo, cacheDir: freshFolder() }
  const options = {
    ...dirs,
    storeUrl: 'http://localhost:8000',
    storeTitle: 'The zoo',
    ledgers: openLedgers(dirs),
  }
  const checked = await checkMedia(entry, zoo)
  expect(checked).toEqual((await publishMedia(entry, options)).problems)
  expect(checked).toHaveLength(1)
  expect(checked[0]?.message).toContain(message)
})
