import { describe, expect, it } from 'vitest'
import { importing, MIT, writeFolder, writeTarball, type Files } from './importing.ts'

/** As DIGITS 5 packs a job. */
function job(changes: Record<string, unknown> = {}, more: Files = {}): Files {
  const info = {
    'snapshot file': 'snapshot_iter_100.caffemodel',
    'model file': 'original.prototxt',
    'deploy file': 'deploy.prototxt',
    'labels file': 'labels.txt',
    framework: 'caffe',
    name: 'Odd digits',
    username: 'jo',
    note: 'Reads odd digits. Slowly.',
    'job id': '20160901-120000-abcd',
    ...changes,
  }
  return {
    'info.json': JSON.stringify(info),
    'snapshot_iter_100.caffemodel': 'weights',
    'original.prototxt': 'net',
    'deploy.prototxt': 'net',
    'labels.txt': '1\n3\n',
    ...more,
  }
}

describe("a DIGITS job's tarball", () => {
  it('becomes an entry of the same files, with what info.json says of them', async () => {
    const source = writeTarball('20160901-120000-abcd_epoch_10.0.tar.gz', job({}, { 'license.txt': MIT }))
    const { kind, id, card, prose, notes, files, problems } = await importing(source)
    expect([kind, id, problems, notes]).toEqual(['DIGITS job', 'Odd_digits', [], []])
    expect(card).toEqual({
      title: 'Odd digits',
      summary: 'Reads odd digits. Slowly.',
      license: 'mit',
      library_name: 'caffe',
      authors: [{ name: 'jo' }],
    })
    expect(prose).toBe('# Odd digits\n\nReads odd digits. Slowly.')
    expect(files).toEqual(['README.md', ...Object.keys(job()), 'license.txt'].sort())
  })

  it('is asked for a licence where it has none, and is published with the one that aux.json names', async () => {
    const without = await importing(writeTarball('a.tar.gz', job()))
    expect(without.notes[0]).toContain('Add "license" to the card')
    const aux = JSON.stringify({ affiliate: 'A lab', dataset: 'Digits', license: 'CC BY 4.0' })
    const { card } = await importing(writeTarball('a.tar.gz', job({}, { 'aux.json': aux })))
    expect(card).toMatchObject({ license: 'cc-by-4.0', authors: [{ name: 'jo', affiliation: 'A lab' }] })
  })

  it('may be unpacked already, below a folder of its own, and have a card that is kept', async () => {
    const files = job({ name: '' }, { 'README.md': '---\ntitle: "Mine"  # so\nlicense: mit\n---\nText.\n' })
    const inner = Object.fromEntries(Object.entries(files).map(([path, content]) => [`job/${path}`, content]))
    const { id, card, prose, problems } = await importing(writeFolder('download', inner))
    expect([id, card, prose, problems]).toEqual(['job', { title: 'Mine', license: 'mit' }, 'Text.', []])
  })
})
