import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, describe, expect, it } from 'vitest'
import { emptyReport, type CheckpointReport } from '../../src/inspect/report.ts'
import { hubName, namesItsSum, torchHubFile } from '../../src/pack/torch-hub.ts'
import type { Section } from '../../src/zoo/entry.ts'
import { fixtureDownload, fixtureEntry } from '../fixtures/store.ts'

const SHA256 = `0123456789abcdef${'0'.repeat(48)}`
const zooDir = mkdtempSync(`${realpathSync(tmpdir())}/zoopress-hub-`)
afterAll(() => rmSync(zooDir, { recursive: true }))

const REPORT: CheckpointReport = { ...emptyReport('torch', 'known-imports'), isStateDict: true }

interface Case {
  names?: string[]
  report?: Partial<CheckpointReport>
  size?: number
  section?: string
}

function hubOf({ names = ['net.pth', 'config.json'], report = {}, size = 5, section = 'weights' }: Case) {
  const files = names.map((path) => ({ path, from: `${section}/${path}`, size }))
  const sections = [{ ...WEIGHTS, name: section, files }]
  const checkpoints = files.map(({ from }) => ({ ...REPORT, ...report, path: from }))
  const download = fixtureDownload({
    section,
    files: names.map((path) => ({ path, size, sha256: SHA256 })),
  })
  const entry = fixtureEntry({ version: '1.0.2', sections, checkpoints })
  return torchHubFile(entry, [download], { zooDir, label: 'zoo' })
}

const WEIGHTS: Section = {
  ...{ name: 'weights', destination: 'models', localId: 'bare', license: null, mirrors: [] },
  ...{ files: null, hosted: null },
}

describe('a state dict for torch.hub', () => {
  it('is published a second time, beside the archives', () => {
    expect(hubOf({})).toEqual({
      torchHub: {
        path: 'bare/1.0.2/bare_v1_0_2-0123456789abcdef.pth',
        url: 'https://lab.example/zoo/bare/1.0/bare_v1_0_2-0123456789abcdef.pth',
        size: 5,
        sha256: SHA256,
      },
      placements: [
        {
          from: `${zooDir}/bare/weights/net.pth`,
          to: 'bare/1.0.2/bare_v1_0_2-0123456789abcdef.pth',
          how: 'copy',
          size: 5,
          sha256: SHA256,
        },
      ],
    })
  })

  it.each<[string, Case]>([
    ['there are two', { names: ['a.pth', 'b.pt'] }],
    ['there is none', { names: ['net.safetensors'] }],
    ['more than tensors lie in it', { report: { isStateDict: false } }],
    ['its imports are not all known', { report: { verdict: 'allowed-imports' } }],
    ['it is a script', { report: { format: 'torchscript', verdict: 'code' } }],
    ['it has more than 1 GiB', { size: 2 ** 30 + 1 }],
  ])('is not where %s', (_, changes) => {
    expect(hubOf(changes)).toEqual({ torchHub: null, placements: [] })
  })

  it('may lie in a section of another name, if no other has one', () => {
    expect(hubOf({ section: 'bundle', names: ['models/model.pt'] }).torchHub?.path).toBe(
      'bare/1.0.2/bare_v1_0_2-0123456789abcdef.pth',
    )
  })

  it('is none where two sections have one, unless one of them is that of the weights', () => {
    const hosted = { url: 'https://x.example/net-0123456789abcdef.pt', size: 9, sha256: SHA256 }
    const hubIn = (...names: string[]) => {
      const sections = names.map((name) => ({ ...WEIGHTS, name, hosted }))
      return torchHubFile(fixtureEntry({ sections }), [], { zooDir, label: 'zoo' }).torchHub
    }
    expect([hubIn('a', 'b'), hubIn('a', 'weights'), hubIn('a')]).toEqual([
      null,
      { path: null, ...hosted },
      { path: null, ...hosted },
    ])
  })

  it.each([
    ['https://x.example/a/net-01234567.pth?x=1', true],
    ['https://x.example/net_v2-0123456789abcdef.pt', true],
    ['https://x.example/net.pth', false],
    ['https://x.example/net-0123456.pth', false],
    ['https://x.example/net-01234568.pth', false],
    ['https://x.example/net-1.0-01234567.pth', false],
    ['https://x.example/net-01234567.tar.gz', false],
  ])('that is hosted at %s is one: %s', (url, expected) => {
    const hosted = { url, size: 9, sha256: SHA256 }
    const entry = fixtureEntry({ sections: [{ ...WEIGHTS, hosted }] })
    const { torchHub } = torchHubFile(entry, [], { zooDir, label: 'zoo' })
    expect(torchHub).toEqual(expected ? { path: null, ...hosted } : null)
  })

  it.each(['liver', 'a-b.c-d', 'x-.y', 'Net-1.0', 'f-abc.0-'])(
    'gets a name for %s in which torch finds the sum',
    (id) => {
      const name = hubName({ id, version: '1.0.0' }, SHA256)
      expect(name).toMatch(/_v1_0_0-0123456789abcdef\.pth$/)
      expect(namesItsSum(name, SHA256)).toBe(true)
    },
  )
})
