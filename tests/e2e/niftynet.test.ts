/** NiftyNet's `net_download`, every release that has it, against every server. */
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runClient } from './clients/run-client.ts'
import { NIFTYNET_ENTRIES, niftynetHome, VERSIONS } from './fixture-entries.ts'
import { digestFolder, freshFolder } from './folders.ts'
import { SERVED_STORES, useServer } from './served-stores.ts'
import type { ServerName } from './servers.ts'

interface Release {
  title: string
  /** The release whose code the others of its row share. */
  release: string
  readme: string
  spec: (typed: string) => string
}

const RELEASES: Release[] = [
  {
    title: '0.2.0 to 0.3.0',
    release: '0.3.0',
    readme: 'raw/master/README.md',
    spec: (typed) => `raw/master/${typed}.ini`,
  },
  {
    title: '0.4.0',
    release: '0.4.0',
    readme: 'raw/new_dataset_api/README.md',
    spec: (typed) => `raw/new_dataset_api/${typed}.ini`,
  },
  {
    title: '0.5.0 and 0.6.0',
    release: '0.6.0',
    readme: 'raw/5-reorganising-with-lfs/README.md',
    spec: (typed) => `raw/5-reorganising-with-lfs/${typed.replace('_model_zoo', '')}/main.ini`,
  },
]

/** Every entry under both names on our own server; on the others, which send the same files, one entry with several sections. */
function typedOn(server: ServerName) {
  const ids = server === 'serve' ? Object.keys(NIFTYNET_ENTRIES) : ['spleen_unet']
  return ids.flatMap((id) => [
    { id, typed: id },
    { id, typed: `${id}_model_zoo` },
  ])
}

describe.each(SERVED_STORES)('NiftyNet on $title', (row) => {
  const served = useServer(row, 'its own port')

  describe.each(RELEASES)('$title', ({ release, readme, spec }) => {
    it.each(typedOn(row.server))('installs $typed byte for byte', async ({ id, typed }) => {
      const home = freshFolder('niftynet')
      const options = { release, server: served.url, home: home.path, id: typed }
      const report = await runClient('niftynet', options)
      expect(report).toMatchObject({ code: 0, facts: { said: 'done', failed: [] } })
      const archives = NIFTYNET_ENTRIES[id]!.map(({ section }) => `${id}/${VERSIONS[id]!}/${section}.tar.gz`)
      expect(report.requests).toEqual(
        [readme, spec(typed), spec(typed), ...archives].map((path) => `${served.url}/${path}`),
      )
      rmSync(join(home.path, '.specs'), { recursive: true })
      expect(digestFolder(home.path)).toEqual(niftynetHome(id))
      home.remove()
    })

    it('says of an unknown id that there is no such example', async () => {
      const home = freshFolder('niftynet')
      const options = { release, server: served.url, home: home.path, id: 'no_such_model' }
      const report = await runClient('niftynet', options)
      expect(report).toMatchObject({ code: 255, facts: { said: 'no such example' } })
      expect(report.requests).toEqual([`${served.url}/${readme}`, `${served.url}/${spec('no_such_model')}`])
      expect(readdirSync(home.path)).toEqual([])
      home.remove()
    })
  })

  it('does not download again what is there already', async () => {
    const home = freshFolder('niftynet')
    const options = { release: '0.6.0', server: served.url, home: home.path, id: 'spleen_unet' }
    await runClient('niftynet', options)
    const again = await runClient('niftynet', options)
    expect(again.code).toBe(0)
    expect(again.requests.filter((url) => url.endsWith('.tar.gz'))).toEqual([])
    expect(existsSync(join(home.path, 'models/spleen_unet/models/model.ckpt-3.index'))).toBe(true)
    home.remove()
  })
})
