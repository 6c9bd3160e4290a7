import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import type { Client } from '../../src/formats/clients.ts'
import { formatDigitsInfo } from '../../src/formats/digits-info.ts'
import type { Site, StoreEntry } from '../../src/store.ts'
import { pythonNames, pythonString, shellWord } from '../../src/site/quote.ts'
import { recipeClients, useIt } from '../../src/site/use-it.ts'
import { digitsEntry, nnunetEntry } from '../fixtures/store.ts'
import { sampleDownload, sampleEntry } from './sample-entry.ts'

const SITE: Site = {
  title: 'Zoo',
  message: '',
  url: 'https://lab.example/zoo',
  contact: null,
  logo: null,
  accent: null,
  artifacts: null,
  host: null,
  footer: '',
  prose: '',
}

function commandsFor(client: Client, entry: StoreEntry = sampleEntry()): string {
  const [recipe] = useIt(entry, SITE, [client])
  return recipe!.steps.flatMap(({ code }) => (code ? [code] : [])).join('\n')
}

describe('commands for one entry', () => {
  it('begin with those for its own framework', () => {
    const monai = {
      ...{ name: 'liver', section: 'weights', path: 'liver/1.0/liver.zip', sha1: '0'.repeat(40) },
      ...{ url: 'https://lab.example/zoo/liver/1.0/liver.zip', size: 1, sha256: '0'.repeat(64) },
    }
    const first = (library: string | null) => recipeClients(sampleEntry({ monai, library })).slice(0, 2)
    expect(first('monai')).toEqual(['monai', 'niftynet'])
    expect(first(null)).toEqual(['niftynet', 'zoopress'])
  })

  it('names the store and the model for NiftyNet', () => {
    expect(commandsFor('niftynet')).toMatchInlineSnapshot(`
      "export niftynet_model_zoo=https://lab.example/zoo
      net_download liver"
    `)
  })

  it('names the store for DIGITS', () => {
    expect(commandsFor('digits')).toMatchInlineSnapshot(`
      "export DIGITS_MODEL_STORE_URL=https://lab.example/zoo
      ./digits-devserver"
    `)
  })

  it('gives nnU-Net the address of the zip, and warns', () => {
    const entry = nnunetEntry()
    expect(commandsFor('nnunet', entry)).toMatchInlineSnapshot(
      `"nnUNetv2_download_pretrained_model_by_url https://lab.example/zoo/Dataset901_Shapes/1.0/Dataset901_Shapes.zip"`,
    )
    const cautionFor = (checkpoints: typeof entry.checkpoints) =>
      useIt({ ...entry, checkpoints }, SITE, ['nnunet'])[0]!.caution
    expect(cautionFor(entry.checkpoints)).toMatchInlineSnapshot(
      `"nnU-Net unpickles its checkpoints without a look at them, and checks no sum. Those of this zip were read when the page was made, and import nothing unknown: compare the sum before you install it."`,
    )
    expect(cautionFor([])).toMatchInlineSnapshot(
      `"nnU-Net unpickles its checkpoints, and a pickle can run any code on your machine. Load it only if you trust its authors."`,
    )
    expect(cautionFor([{ ...entry.checkpoints[0]!, verdict: 'allowed-imports' }])).toBe(cautionFor([]))
  })

  it('gives torch.hub the address of the state dict', () => {
    const url = 'https://lab.example/zoo/liver/1.0/liver_v1_0-0123456789abcdef.pth'
    const torchHub = { path: null, url, size: 1, sha256: '0'.repeat(64) }
    expect(commandsFor('torch-hub', sampleEntry({ torchHub }))).toMatchInlineSnapshot(`
      "import torch

      state_dict = torch.hub.load_state_dict_from_url(
          "https://lab.example/zoo/liver/1.0/liver_v1_0-0123456789abcdef.pth",
          map_location="cpu",
          check_hash=True,
          weights_only=True,
      )"
    `)
  })

  it('gives nnU-Net the entry’s own zip alone', () => {
    const extra = sampleDownload({ section: 'extra', path: null, url: 'https://host.example/extra.zip' })
    const tar = sampleDownload({ section: 'more', url: 'https://lab.example/zoo/D/1.0/more.tar.gz' })
    const entry = nnunetEntry()
    entry.downloads.unshift(extra, { ...extra, section: entry.id }, tar)
    expect(commandsFor('nnunet', entry)).toBe(
      'nnUNetv2_download_pretrained_model_by_url https://lab.example/zoo/Dataset901_Shapes/1.0/Dataset901_Shapes.zip',
    )
  })

  it('calls a model for DIGITS what the store’s info.json calls it', () => {
    const entry = digitsEntry()
    entry.title = 'Title of the card'
    const said = useIt(entry, SITE, ['digits'])[0]!.steps.map(({ say }) => say)
    expect(said.join(' ')).toContain(`import “${entry.title}”`)
    expect(JSON.parse(formatDigitsInfo(entry))).toMatchObject({ name: entry.title })
  })

  it('says what NiftyNet leaves out', () => {
    const downloads = [sampleDownload(), sampleDownload({ section: 'extra', niftynet: null })]
    const said = useIt(sampleEntry({ downloads }), SITE, ['niftynet'])[0]!.steps.map(({ say }) => say)
    expect(said).toContain(
      'The files land in ~/niftynet/models/liver. NiftyNet has no place for extra: fetch that with curl.',
    )
  })

  it.each([
    ['into a folder of its name', sampleEntry({ library: 'pytorch' }), './liver'],
    ['into NiftyNet’s folders', sampleEntry({ library: 'niftynet' }), '~/niftynet'],
    ['into nnU-Net’s results', nnunetEntry(), '"$nnUNet_results"'],
    ['into a folder for DIGITS', digitsEntry(), './lenet_digits'],
  ])('fetches with Zoopress’s own client %s, and verifies there', (_, entry, folder) => {
    expect(commandsFor('zoopress', entry)).toBe(
      `zoopress get ${entry.id} --store https://lab.example/zoo\nzoopress verify ${folder}`,
    )
  })

  it('downloads and verifies with curl', () => {
    expect(commandsFor('curl')).toMatchInlineSnapshot(`
      "curl -fLO https://lab.example/zoo/liver/1.0/weights.tar.gz
      echo 'd85ec4c5d03b88b337d194846504b55c18edd72ee1cc523cee80aaa73421debb  weights.tar.gz' | sha256sum -c -"
    `)
  })

  it('gives aria2 the Metalink of each download, which names every mirror', () => {
    expect(commandsFor('aria2')).toMatchInlineSnapshot(
      `"aria2c --follow-metalink=mem https://lab.example/zoo/liver/1.0/weights.tar.gz.meta4"`,
    )
  })

  it('gives a hosted file that is called like an archive of ours a name of its own', () => {
    const hosted = sampleDownload({
      ...{ section: 'weights.tar.gz', path: null, mirrors: [] },
      url: 'https://host.example/weights.tar.gz',
    })
    const entry = sampleEntry({ downloads: [hosted, sampleDownload()] })
    const folder = 'https://lab.example/zoo/liver/1.0'
    expect(commandsFor('aria2', entry)).toBe(
      ['2-weights.tar.gz', 'weights.tar.gz']
        .map((name) => `aria2c --follow-metalink=mem ${folder}/${name}.meta4`)
        .join('\n'),
    )
    expect(commandsFor('curl', entry)).toContain('-o 2-weights.tar.gz https://host.example/weights.tar.gz')
  })

  it.each([
    ['curl', 'nginx', 'Download and verify. A broken download goes on with curl -C -.'],
    ['curl', 'python', 'Download and verify.'],
    [
      'curl',
      null,
      'Download and verify. A broken download goes on with curl -C - where the server allows it.',
    ],
    ['aria2', 's3', 'aria2 resumes, uses every mirror at once, and verifies:'],
    ['aria2', 'python', 'aria2 uses every mirror, and verifies:'],
  ] as const)('promises with %s what a server of the kind %s can do', (client, host, say) => {
    expect(useIt(sampleEntry(), { ...SITE, host }, [client])[0]!.steps[0]!.say).toBe(say)
  })

  it.each([
    ['apache', 'The same command goes on where a download broke. '],
    ['python', 'The same command fetches a file again whose download broke, and no other. '],
    [null, 'The same command goes on where a download broke, if the server allows it. '],
  ] as const)("promises with Zoopress's client what a server of the kind %s can do", (host, say) => {
    expect(useIt(sampleEntry(), { ...SITE, host }, ['zoopress'])[0]!.steps[1]!.say).toContain(say)
  })

  it('promises nothing of a server that only the pages lie on', () => {
    const site = { ...SITE, host: 'python' as const, artifacts: 'https://bucket.example' }
    expect(useIt(sampleEntry(), site, ['curl'])[0]!.steps[0]!.say).toContain('where the server allows it')
  })

  it('tells how aria2 mends a large archive, but not where the server sends no parts', () => {
    const pieces = { length: 4194304, sha256: ['0'.repeat(64)] }
    const entry = sampleEntry({ downloads: [sampleDownload({ pieces })] })
    const steps = (host: Site['host']) => useIt(entry, { ...SITE, host }, ['aria2'])[0]!.steps
    expect(steps('python')).toHaveLength(1)
    expect(steps('nginx')[1]).toEqual({
      say: 'A damaged copy is mended: only what is wrong is fetched again.',
      code: 'aria2c --check-integrity --follow-metalink=mem https://lab.example/zoo/liver/1.0/weights.tar.gz.meta4',
      language: 'shell',
    })
  })

  it('gives MONAI the address of the zip, and the sum that it does not compare', () => {
    const monai = {
      ...{ name: 'liver', section: 'bundle', path: 'liver/1.0/liver.zip', size: 1, sha1: '' },
      ...{ url: 'https://lab.example/zoo/liver/1.0/liver.zip', sha256: '0'.repeat(64) },
    }
    expect(commandsFor('monai', sampleEntry({ monai }))).toMatchInlineSnapshot(`
      "python -m monai.bundle download --name liver --url https://lab.example/zoo/liver/1.0/liver.zip --bundle_dir bundles
      echo '0000000000000000000000000000000000000000000000000000000000000000  bundles/liver.zip' | sha256sum -c -"
    `)
  })

  it('fetches with pooch', () => {
    expect(commandsFor('pooch')).toMatchInlineSnapshot(`
      "import urllib.request

      import pooch

      model = pooch.create(
          path=pooch.os_cache("liver"),
          base_url="https://lab.example/zoo/liver/",
          registry=None,
      )
      with urllib.request.urlopen("https://lab.example/zoo/liver/registry.txt") as registry:
          model.load_registry(registry)
      weights = model.fetch("1.0/weights.tar.gz")"
    `)
  })

  it('is made for exactly the clients asked for', () => {
    expect(useIt(sampleEntry(), SITE, ['curl', 'niftynet']).map(({ client }) => client)).toEqual([
      'curl',
      'niftynet',
    ])
    expect(useIt(sampleEntry(), SITE, [])).toEqual([])
  })

  it('saves under a name of its own where an address ends in none', () => {
    const entry = sampleEntry({
      downloads: [sampleDownload({ path: null, url: 'https://host.example/get?file=1&x=2' })],
    })
    const code = commandsFor('curl', entry)
    expect(code).toContain("curl -fL -o get 'https://host.example/get?file=1&x=2'")
    expect(
      commandsFor(
        'curl',
        sampleEntry({ downloads: [sampleDownload({ path: null, url: 'https://host.example/' })] }),
      ),
    ).toContain('-o weights')
  })

  it('saves two downloads of one name under two', () => {
    const [first, second] = ['a', 'b'].map((section) =>
      sampleDownload({ section, path: null, url: `https://${section}.example/w.zip` }),
    )
    const code = commandsFor('curl', sampleEntry({ downloads: [first!, second!] }))
    expect(code).toContain('curl -fL -o a-w.zip https://a.example/w.zip')
    expect(code).toContain("  b-w.zip' | sha256sum -c -")
  })
})

describe('quoting', () => {
  const NASTY = [`it's`, '$(id)', 'a b', '`id`', 'a;b', '"', '\\', '-x', '*', 'é']

  it.each(NASTY)('%s is one word for a shell', (text) => {
    const printed = execFileSync('sh', ['-c', `printf %s ${shellWord(text)}`], { encoding: 'utf8' })
    // printf takes a first argument that begins with a dash as it is, since the format comes before.
    expect(printed).toBe(text)
  })

  it('leaves plain words as they are', () => {
    expect(shellWord('https://lab.example/zoo/a_b-1.0.tar.gz')).toBe('https://lab.example/zoo/a_b-1.0.tar.gz')
  })

  it('makes one string for Python of each', () => {
    const list = `[${NASTY.map(pythonString).join(', ')}]`
    const program = `import json, sys; sys.stdout.write(json.dumps(${list}))`
    expect(JSON.parse(execFileSync('python3', ['-c', program], { encoding: 'utf8' }))).toEqual(NASTY)
  })

  it('makes a section that is no name in Python one', () => {
    const code = commandsFor(
      'pooch',
      sampleEntry({
        downloads: [sampleDownload({ section: 'class' }), sampleDownload({ section: '2d-net' })],
      }),
    )
    expect(code).toContain('class_ = model.fetch(')
    expect(code).toContain('_2d_net = model.fetch(')
  })

  it.each([
    [
      ['a-b', 'a_b', 'a.b'],
      ['a_b', 'a_b_', 'a_b__'],
    ],
    [
      ['pooch', 'pooch_'],
      ['pooch_', 'pooch__'],
    ],
    [
      ['class', '2d', ''],
      ['class_', '_2d', '_'],
    ],
  ])('gives each of %j a variable of its own', (sections, names) => {
    expect(pythonNames(sections, ['pooch'])).toEqual(names)
  })
})
