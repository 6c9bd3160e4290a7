import { createHash } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../../src/lib/hash.ts'
import { openLedgers } from '../../src/pack/ledgers.ts'
import { bundleName } from '../../src/zoo/monai-name.ts'
import { packEntry, type PackedEntry } from '../../src/pack/pack-entry.ts'
import { python } from '../formats/python.ts'
import { freshFolder } from '../lib/fresh-folder.ts'
import { nnunetEntry } from '../fixtures/store.ts'
import { entryOf, filesOf, sectionOf, writeZoo, type Contents } from './sample.ts'

const BUNDLE: Contents = {
  'bundle/LICENSE': 'Apache',
  'bundle/configs/inference.json': '{}',
  'bundle/configs/metadata.json': '{"version": "0.1.0"}',
  'bundle/models/model.pt': 'weights',
}

async function packed(contents: Contents, entry = {}): Promise<PackedEntry> {
  const zooDir = writeZoo(contents)
  const dirs = { zooDir, cacheDir: freshFolder() }
  const names = [...new Set(Object.keys(contents).map((path) => path.split('/')[0]!))].sort()
  const sections = names.map((name) => sectionOf(name, filesOf(contents, `${name}/`)))
  const site = { label: 'zoo', storeUrl: 'https://lab.example/zoo', storeTitle: 'The zoo' }
  return packEntry(entryOf({ sections, ...entry }), { ...dirs, ...site, ledgers: openLedgers(dirs) })
}

/** As `monai.apps.utils.extractall` does: whatever the zip holds lands in the folder, by Python's zipfile. */
function extractall(zip: string): Record<string, string> {
  const script = `
import json, pathlib, sys, tempfile, zipfile
with tempfile.TemporaryDirectory() as folder:
    zip_file = zipfile.ZipFile(sys.stdin.read())
    zip_file.extractall(folder)
    zip_file.close()
    root = pathlib.Path(folder)
    print(json.dumps({p.relative_to(root).as_posix(): p.read_text() for p in sorted(root.rglob('*')) if p.is_file()}))`
  return python(script, zip) as Record<string, string>
}

describe('the zip of a MONAI bundle', () => {
  it('has a folder of its name at its root, and both sums', async () => {
    const { entry, placements, cacheFiles, problems } = await packed(BUNDLE)
    const path = 'liver/1.0/liver.zip'
    const placement = placements.find(({ to }) => to === path)!
    expect(extractall(placement.from)).toEqual({
      'liver/LICENSE': 'Apache',
      'liver/configs/inference.json': '{}',
      'liver/configs/metadata.json': '{"version": "0.1.0"}',
      'liver/models/model.pt': 'weights',
    })
    const bytes = readFileSync(placement.from)
    expect(entry.monai).toEqual({
      ...{ name: 'liver', section: 'bundle', path, url: `https://lab.example/zoo/${path}` },
      ...{ size: bytes.length, sha256: sha256(bytes), sha1: createHash('sha1').update(bytes).digest('hex') },
    })
    expect([cacheFiles.length, problems]).toEqual([1, []])
    expect(entry.downloads.map(({ section }) => section)).toEqual(['bundle'])
  })

  it('holds the one folder of the section that is the bundle', async () => {
    const contents = {
      'files/spleen_seg/configs/metadata.json': '{}',
      'files/spleen_seg/models/model.pt': 'w',
      'files/notes.txt': 'n',
    }
    const { placements } = await packed(contents)
    const { from } = placements.find(({ to }) => to.endsWith('liver.zip'))!
    expect(Object.keys(extractall(from))).toEqual(['liver/configs/metadata.json', 'liver/models/model.pt'])
  })

  it.each<[string, Contents]>([
    ['no section has configs/metadata.json', { 'weights/metadata.json': '{}' }],
    ['it lies deeper', { 'weights/a/b/configs/metadata.json': '{}' }],
    ['two folders have one', { 'w/a/configs/metadata.json': '{}', 'w/b/configs/metadata.json': '{}' }],
  ])('is not made where %s', async (_, contents) => {
    const { entry, placements } = await packed(contents)
    expect([entry.monai, placements.length]).toEqual([null, 1])
  })

  it('is not made for results of nnU-Net, whose own zip may have the name', async () => {
    const nnunet = { ...nnunetEntry().nnunet!, files: [] }
    expect((await packed(BUNDLE, { nnunet })).entry.monai).toBe(null)
  })
})

describe('bundleName', () => {
  it.each([
    ['spleen_ct', 'spleen_ct'],
    ['a.b.1', 'a_b_1'],
    ['brats_vnet_v2', 'brats-vnet-v2'],
    ['net.v2', 'net-v2'],
  ])('of %s is %s, which MONAI cuts nowhere', (id, expected) => {
    const name = bundleName(id)
    expect(name).toBe(expected)
    // The pattern at which MONAI cuts the names in its lists.
    expect(`${name}_v1.0`.split(/_v\d*./)[0]).toBe(name)
    expect(`${name}.zip`.split('.')[0]).toBe(name)
  })
})

it('a bundle that vanished meanwhile is a problem, not a crash', async () => {
  const zooDir = writeZoo(BUNDLE)
  rmSync(join(zooDir, 'liver/bundle/models/model.pt'))
  const dirs = { zooDir, cacheDir: freshFolder() }
  const site = { label: 'zoo', storeUrl: 'https://lab.example/zoo', storeTitle: 'The zoo' }
  const sections = [sectionOf('bundle', filesOf(BUNDLE, 'bundle/'))]
  const made = await packEntry(entryOf({ sections }), { ...dirs, ...site, ledgers: openLedgers(dirs) })
  expect(made.entry.monai).toBe(null)
  expect(made.problems.map(({ file }) => file)).toEqual(['zoo/liver/bundle/models/model.pt'])
})
