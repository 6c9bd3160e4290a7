import { describe, expect, it } from 'vitest'
import { formatModelInfo, hasBundle } from '../../src/formats/model-info.ts'
import type { StoreEntry } from '../../src/store.ts'
import { fixtureEntry, fixtureStore } from '../fixtures/store.ts'
import { python } from './python.ts'

const withBundle = (id: string, name: string, sha1: string): StoreEntry => {
  const path = `${id}/1.0/${name}.zip`
  const digest = { size: 1, sha256: '0'.repeat(64), sha1 }
  return fixtureEntry({
    id,
    monai: { name, section: 'bundle', path, url: `https://lab.example/zoo/${path}`, ...digest },
  })
}

describe('model_info.json', () => {
  const store = fixtureStore({
    entries: [
      withBundle('a.b', 'a_b', '1'.repeat(40)),
      withBundle('a_b', 'a_b', '2'.repeat(40)),
      fixtureEntry(),
    ],
  })

  it('gives names, versions and addresses to get_bundle_info, which reads it so', () => {
    const script = `
import json, re, sys
listed = json.load(sys.stdin)
bundles = {}
for asset in listed:
    name = re.compile(r"_v\\d*.").split(asset)[0]
    version = asset.split(f"{name}_v")[-1]
    bundles.setdefault(name, {})[version] = listed[asset]
print(json.dumps(bundles))`
    expect(python(script, formatModelInfo(store))).toEqual({
      a_b: { '1.0': { checksum: '1'.repeat(40), source: 'https://lab.example/zoo/a.b/1.0/a_b.zip' } },
    })
  })

  it('is there only for a store with a bundle', () => {
    expect([hasBundle(store), hasBundle(fixtureStore())]).toEqual([true, false])
  })
})
