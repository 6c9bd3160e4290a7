/** A plain entry with one download, of which each test changes what it is about. */
import type { Download, StoreEntry } from '../../src/store.ts'
import { fixtureDownload, fixtureEntry } from '../fixtures/store.ts'

export function sampleDownload(changes: Partial<Download> = {}): Download {
  return fixtureDownload({
    path: 'liver/1.0/weights.tar.gz',
    url: 'https://lab.example/zoo/liver/1.0/weights.tar.gz',
    sha256: 'd85ec4c5d03b88b337d194846504b55c18edd72ee1cc523cee80aaa73421debb',
    niftynet: { destination: 'models', localId: 'liver' },
    ...changes,
  })
}

export function sampleEntry(changes: Partial<StoreEntry> = {}): StoreEntry {
  return fixtureEntry({ id: 'liver', title: 'Liver on CT', downloads: [sampleDownload()], ...changes })
}
