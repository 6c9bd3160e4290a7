import { describe, expect, it } from 'vitest'
import { run } from '../../../src/client/cli/list.ts'
import { UsageError } from '../../../src/client/usage-error.ts'
import { fixtureDownload, fixtureEntry, fixtureStore } from '../../fixtures/store.ts'
import { digitsFiles, publishedFiles } from '../store/published-store.ts'
import { serve, testSurroundings } from '../store/test-server.ts'
import { freePort } from '../../e2e/ports.ts'

const ESC = '\u001b'

/** A card with one download; its text is what a test needs. */
function card(id: string, overrides: Parameters<typeof fixtureEntry>[0] = {}) {
  return fixtureEntry({
    id,
    title: id,
    downloads: [fixtureDownload({ path: `${id}/1.0/weights.tar.gz` })],
    ...overrides,
  })
}

const STORE = fixtureStore({
  site: { title: 'A small zoo', message: 'For a test of lists.' },
  entries: [
    card('brain_mr', {
      ...{
        title: 'Parcellation of the brain on T1-weighted MR',
        task: 'image-segmentation',
        library: 'niftynet',
      },
      ...{ tags: ['MR', '3d'], summary: 'Dénoising first.' },
    }),
    card('chest_xray', {
      title: 'Chest X-rays',
      task: 'image-classification',
      library: 'pytorch',
      tags: ['2d'],
    }),
    card('liver_ct', {
      title: 'Liver',
      task: 'image-segmentation',
      library: 'pytorch',
      tags: ['CT', '3d'],
      version: '2.1',
    }),
  ],
})

async function list(args: string[], overrides: Parameters<typeof testSurroundings>[0] = {}) {
  const surroundings = testSurroundings(overrides)
  const code = await run(args, surroundings)
  const [out = ''] = surroundings.printed.out
  return { code, out, err: surroundings.printed.err }
}

/** The ids that a list shows. */
async function idsOf(args: string[]): Promise<string[]> {
  const { out } = await list([...args, '--json'])
  const { stores } = JSON.parse(out) as { stores: { models: { id: string }[] }[] }
  return stores.flatMap(({ models }) => models.map(({ id }) => id))
}

describe('zoopress list', () => {
  it('shows the models of each store below its welcome message', async () => {
    const [own, digits] = [await serve(publishedFiles(STORE)), await serve(digitsFiles())]
    const { code, out, err } = await list([own.url, digits.url])
    expect(code).toBe(0)
    expect(err).toEqual([])
    expect(out.replace(own.url, 'http://own.example').replaceAll(digits.url, 'http://digits.example'))
      .toMatchInlineSnapshot(`
      "A small zoo
      http://own.example
      For a test of lists.

      ID          TITLE                                        VERSION  SIZE  LICENCE     TASK                  LIBRARY
      brain_mr    Parcellation of the brain on T1-weighted MR  1.0      1 kB  Not stated  image-segmentation    niftynet
      chest_xray  Chest X-rays                                 1.0      1 kB  Not stated  image-classification  pytorch
      liver_ct    Liver                                        2.1      1 kB  Not stated  image-segmentation    pytorch

      http://digits.example
      Luke's Model Store

      ID              TITLE    LIBRARY
      flow            Flow     tensorflow
      lenet           LeNet    caffe
      teams_alex_net  AlexNet  torch

      6 models in 2 stores."
    `)
  })

  it.each([80, 60, 40, 20])('fits into a terminal of %d columns, but for ids', async (columns) => {
    const { url } = await serve(publishedFiles(STORE))
    const { out } = await list([url], { columns, env: { NO_COLOR: '1' } })
    const lines = out.split('\n').filter((line) => !line.startsWith('http'))
    expect(Math.max(...lines.filter((line) => line !== '').map((line) => line.length))).toBeLessThanOrEqual(
      Math.max(columns, 22),
    )
    expect(out).toContain('brain_mr')
  })

  it.each([
    [['--filter', 'liver'], ['liver_ct']],
    [['--filter', 'DENOISING brain'], ['brain_mr']],
    [['--filter', 'nothing like this'], []],
    [
      ['--task', 'Image Segmentation'],
      ['brain_mr', 'liver_ct'],
    ],
    [
      ['--library', 'PyTorch'],
      ['chest_xray', 'liver_ct'],
    ],
    [
      ['--tag', '3d'],
      ['brain_mr', 'liver_ct'],
    ],
    [['--tag', '3d', '--tag', 'ct'], ['liver_ct']],
    [
      ['--client', 'niftynet'],
      ['brain_mr', 'chest_xray', 'liver_ct'],
    ],
    [['--client', 'digits'], []],
  ])('with %j shows %j', async (args, expected) => {
    const { url } = await serve(publishedFiles(STORE))
    expect(await idsOf([url, ...args])).toEqual(expected)
  })

  it('counts what is shown and what there is', async () => {
    const { url } = await serve(publishedFiles(STORE))
    expect((await list([url, '--tag', '2d'])).out).toMatch(/\n1 of 3 models in 1 store\.$/)
    expect((await list([url, '--tag', 'no'])).out).toMatch(/\n0 of 3 models in 1 store\.$/)
  })

  it('tells of a dead store, and shows the others', async () => {
    const dead = `http://127.0.0.1:${await freePort()}`
    const empty = await serve({})
    const { url } = await serve(publishedFiles(STORE))
    const { code, out, err } = await list([`${empty.url},${url}`])
    expect(code).toBe(0)
    expect(out).toContain('3 models in 1 store; 1 store could not be opened.')
    expect(err).toEqual([expect.stringContaining(`${empty.url} is no store`)])
    const alone = await list([empty.url, `${empty.url}/other`])
    expect([alone.code, alone.out, alone.err.length]).toEqual([1, '', 2])
    expect(dead).toContain('127.0.0.1')
  })

  it('gives programs one object, also where a store is dead', async () => {
    const empty = await serve({})
    const { url } = await serve(publishedFiles(STORE))
    const { out } = await list([url, empty.url, '--json', '--filter', 'liver'])
    expect(JSON.parse(out)).toMatchObject({
      stores: [
        {
          url,
          title: 'A small zoo',
          message: 'For a test of lists.',
          kind: 'zoopress',
          signed: null,
          models: [{ id: 'liver_ct', version: '2.1', size: 1024 }],
        },
      ],
      failed: [{ url: empty.url, why: expect.stringContaining('is no store') as string }],
    })
  })

  it('never lets a store speak to the terminal', async () => {
    const evil = `${ESC}]0;owned\u0007${ESC}[2J\u202eevil`
    const files = publishedFiles(STORE)
    const catalogue = JSON.parse(files['catalogue.json']!) as { store: object; entries: object[] }
    const entries = catalogue.entries.map((entry) => ({
      ...entry,
      title: evil,
      task: evil,
      license: { name: evil },
      tags: [evil],
      clients: [evil],
    }))
    files['catalogue.json'] = JSON.stringify({ ...catalogue, store: { title: evil, message: evil }, entries })
    const digits = {
      ...digitsFiles(),
      'lenet/info.json': JSON.stringify({ name: evil, note: evil, framework: evil }),
    }
    const urls = [(await serve(files)).url, (await serve({ ...digits, 'flow/info.json': evil })).url]
    for (const args of [urls, [...urls, '--json']]) {
      const { out, err } = await list(args)
      expect([out, ...err].join('\n')).not.toMatch(/[^\n\P{C}]/u)
    }
  })

  it('takes stores from the environment, and says how to name them', async () => {
    const { url } = await serve(publishedFiles(STORE))
    expect((await list([], { env: { DIGITS_MODEL_STORE_URL: url } })).code).toBe(0)
    await expect(list([])).rejects.toThrow(UsageError)
    await expect(list([])).rejects.toThrowErrorMatchingInlineSnapshot(`
      [UsageError: Name a store: its address, such as https://lab.example/zoo, or a folder that holds one, such as ./dist.
      Several have commas between them. Once for all, name them in the environment variable MODEL_STORE_URL;
      DIGITS' own, DIGITS_MODEL_STORE_URL, counts too.]
    `)
  })

  it('refuses one key for several stores', async () => {
    await expect(list(['a,b', '--pubkey', 'x'])).rejects.toThrow(UsageError)
  })
})
