import { describe, expect, it } from 'vitest'
import { run } from '../../../src/client/cli/info.ts'
import { UsageError } from '../../../src/client/usage-error.ts'
import { generateSecretKey } from '../../../src/lib/minisign-secret.ts'
import { formatKeyId } from '../../../src/lib/minisign-text.ts'
import type { ReleasedVersion } from '../../../src/store.ts'
import { cardEntry, fixtureStore } from '../../fixtures/store.ts'
import { digitsFiles, publishedFiles, signedFiles } from '../store/published-store.ts'
import { serve, testSurroundings } from '../store/test-server.ts'

const earlier = (version: string, yanked: ReleasedVersion['yanked']): ReleasedVersion => ({
  ...{ version, date: '2026-11-20', yanked, title: 'Spleen', results: [] },
  license: cardEntry().license,
  downloads: [
    {
      ...{ section: 'weights', path: `spleen_ct/${version}/weights.tar.gz`, url: null },
      ...{ size: 1, sha256: 'a1'.repeat(32), files: [] },
    },
  ],
})
const RELEASED = [earlier('2.0', null), earlier('1.0', { date: '2026-11-21', reason: 'Wrong labels.' })]

async function info(args: string[], overrides: Parameters<typeof testSurroundings>[0] = {}) {
  const surroundings = testSurroundings(overrides)
  const code = await run(args, surroundings)
  return { code, out: surroundings.printed.out.join('\n'), err: surroundings.printed.err }
}

describe('zoopress info', () => {
  it('tells everything of a model with downloads, in 80 columns', async () => {
    const { url } = await serve(publishedFiles())
    const { code, out, err } = await info(['spleen_ct', '--store', url])
    expect([code, err]).toEqual([0, []])
    expect(out.replaceAll(url, 'http://lab.example')).toMatchInlineSnapshot(`
      "Spleen on CT "quoted" 'single' <b>bold</b> & &amp; </script> ]]> %(x)s right to
      left שלום 🧠
      spleen_ct 2.1

      Outlines the spleen. "quoted" 'single' <b>bold</b> & &amp; </script> ]]> %(x)s
      right to left שלום 🧠

      Store      Fixture zoo & <friends>, http://lab.example
      Page       http://lab.example/spleen_ct/
      Licence    CC-BY-4.0
      Task       image-segmentation
      Library    niftynet
      Modality   CT
      Tags       3d, "quoted" 'single' <b>bold</b> & &amp; </script> ]]> %(x)s right
                 to left שלום 🧠
      Data sets  fixture-scans
      Authors    Zoo maintainers "quoted" 'single' <b>bold</b> & &amp; </script> ]]>
                 %(x)s right to left שלום 🧠, Fixture lab, Fixture, Ada M.
      Size       2 GB in 3 downloads
      Clients    niftynet, zoopress, curl, aria2, pooch

      Downloads
        data: scans.tar.gz, 2 GB
          sha256 d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4
          hosted elsewhere, and never opened by the store:
          https://files.example/scans.tar.gz?dl=1&x=%20;y#z
          https://mirror.example/scans.tar.gz
          NiftyNet puts it into data/SCANS/
        extra: extra.tar.gz, 1 kB, 1 file
          sha256 e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5
        weights: weights.tar.gz, 1 kB, 2 files
          sha256 a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1
          NiftyNet puts it into models/spleen_ct/

      Get it: zoopress get spleen_ct --store http://lab.example"
    `)
  })

  it('tells what a DIGITS store knows', async () => {
    const { url } = await serve(digitsFiles())
    const { out } = await info(['lenet', '--store', url])
    expect(out.replaceAll(url, 'http://lab.example')).toMatchInlineSnapshot(`
      "LeNet
      lenet

      Reads digits. Trained on MNIST.

      Store    http://lab.example
      Licence  BSD-3-Clause
      Library  caffe
      Clients  digits

      Downloads
        DIGITS: caffe, 5 files
          info.json, deploy.prototxt, labels.txt, mean.binaryproto,
          snapshot_iter_28140.caffemodel
          The store publishes no sums of them: nobody can tell whether they are what
          its owner published.

      Get it: zoopress get lenet --store http://lab.example"
    `)
  })

  it('tells of earlier versions, and why one was withdrawn', async () => {
    const store = fixtureStore()
    const entries = store.entries.map((entry) =>
      entry.id === 'spleen_ct' ? { ...entry, released: RELEASED } : entry,
    )
    const { url } = await serve(publishedFiles({ ...store, entries }))
    const { out } = await info(['spleen_ct', '--store', url])
    expect(out.slice(out.indexOf('Versions'), out.indexOf('Licence'))).toMatchInlineSnapshot(`
      "Versions   2.1 of 2026-03-01
                 2.0 of 2026-11-20, whose files the store may not have any more
                 1.0 of 2026-11-20, withdrawn on 2026-11-21: Wrong labels.
      "
    `)
  })

  it('tells what was found in checkpoints', async () => {
    const { url } = await serve(publishedFiles())
    const { out } = await info(['Dataset901_Shapes', '--store', url])
    expect(out).toContain('1 file is a pickle with imports known to be harmless')
  })

  it('names checkpoints that hold code', async () => {
    const files = publishedFiles()
    files['Dataset901_Shapes/entry.json'] = files['Dataset901_Shapes/entry.json']!.replace(
      'known-imports',
      'code',
    )
    const { out } = await info(['Dataset901_Shapes', '--store', (await serve(files)).url])
    expect(out.replaceAll(/\s+/g, ' ')).toContain(
      '1 file holds code, which runs when it is loaded: nnUNetTrainer__nnUNetPlans__2d/fold_0/checkpoint_final.pth',
    )
  })

  it('says by which key a store is signed', async () => {
    const key = generateSecretKey()
    const { url } = await serve(signedFiles(publishedFiles(), { key, serial: 7 }))
    const { out } = await info(['bare', '--store', url])
    expect(out).toContain(`key ${formatKeyId(key.publicKey.keyId)}, serial 7, good until 2027-11-21`)
    expect(out).toContain('Nothing to download')
  })

  it.each([
    ['spleen_ct@2.1', []],
    ['spleen_ct', ['--version', '2.1']],
  ])('finds %s in the first store that has it', async (id, more) => {
    const [digits, own, empty] = [await serve(digitsFiles()), await serve(publishedFiles()), await serve({})]
    const stores = ['--store', empty.url, '--store', `${digits.url},${own.url}`]
    expect((await info([id, ...more, ...stores])).out).toContain(
      `Get it: zoopress get spleen_ct --store ${own.url}`,
    )
  })

  it("takes the address of a model's page", async () => {
    const { url } = await serve(publishedFiles())
    expect((await info([`${url}/spleen_ct/`])).out).toContain('spleen_ct 2.1')
  })

  it('gives programs everything, and a terminal nothing that it obeys', async () => {
    const { url } = await serve(publishedFiles())
    const { out } = await info(['spleen_ct', '--store', url, '--json'])
    expect(JSON.parse(out)).toMatchObject({
      store: { url, kind: 'zoopress' },
      model: { id: 'spleen_ct', version: '2.1', downloads: [{}, {}, {}], document: { formatVersion: 1 } },
    })
    expect(out + (await info(['spleen_ct', '--store', url])).out).not.toMatch(/[^\n\P{C}]/u)
  })

  it('says which ids are near, and what else went wrong', async () => {
    const [own, empty] = [await serve(publishedFiles()), await serve({})]
    await expect(info(['spleen', '--store', own.url])).rejects.toThrow('no model "spleen"')
    await expect(info(['spleem_ct', '--store', `${empty.url},${own.url}`])).rejects.toThrow(
      /Did you mean "spleen_ct"\?.*is no store/,
    )
    await expect(info(['spleen_ct@9', '--store', own.url])).rejects.toThrow('has no version "9"')
  })

  it.each([[[]], [['a', 'b']], [['a']], [['a', '--stor', 'x']]])('refuses %j', async (args) => {
    await expect(info(args)).rejects.toThrow(UsageError)
  })
})
