/** From a person's folder to an entry, without a terminal. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newEntry } from '../../../src/contribute/new/new-entry.ts'
import type { NewOptions } from '../../../src/contribute/new/new-options.ts'
import { Cancelled, type Person } from '../../../src/contribute/new/person.ts'
import { readZoo } from '../../../src/zoo/read.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'

const SAMPLES = join(import.meta.dirname, '../../../zoo')

const OPTIONS: NewOptions = {
  ...{ paths: [], sections: [], answers: {}, hosted: {}, citationFile: null, thumbnail: null },
  ...{ fetch: false, yes: false, dryRun: false, leaveOut: false },
}

const measure = () => Promise.resolve({ sha256: 'cd'.repeat(32), size: 12 })

interface Setting {
  dir: string
  zooDir: string
  printed: string[]
  make: (options: Partial<NewOptions>, stopWanted?: boolean) => ReturnType<typeof newEntry>
}

function setting(): Setting {
  const dir = freshFolder()
  const zooDir = join(dir, 'zoo')
  const printed: string[] = []
  const print = (text: string) => void printed.push(text)
  const make = (options: Partial<NewOptions>, stopWanted = false) => {
    const stop = { enter: () => undefined, isWanted: () => stopWanted }
    return newEntry({ ...OPTIONS, ...options }, { zooDir, label: 'zoo', person: null, print, stop, measure })
  }
  return { dir, zooDir, printed, make }
}

/** A folder as people have them on their disks. */
function experiment(dir: string): string {
  const source = join(dir, 'liver-unet')
  mkdirSync(join(source, 'checkpoints'), { recursive: true })
  cpSync(join(SAMPLES, 'phantom_unet3d/weights'), join(source, 'checkpoints'), { recursive: true })
  cpSync(join(SAMPLES, 'phantom_unet3d/thumbnail.png'), join(source, 'preview.png'))
  cpSync(join(SAMPLES, 'phantom_unet3d/code/phantom_unet3d.py'), join(source, 'train.py'))
  writeFileSync(join(source, 'LICENSE'), 'Apache License\nVersion 2.0, January 2004\n')
  writeFileSync(
    join(source, 'CITATION.cff'),
    'cff-version: 1.2.0\nmessage: Cite it.\ntitle: Liver U-Net\nabstract: Segments livers in CT.\nauthors:\n  - family-names: Example\n    given-names: Ada\n',
  )
  return source
}

describe('a new entry', () => {
  it('is complete and passes the checks, with all that the files tell', async () => {
    const { dir, zooDir, make } = setting()
    const made = await make({ paths: [experiment(dir)] })
    expect(made?.problems).toEqual([])
    const { entries, problems } = await readZoo(zooDir, 'zoo')
    expect(problems).toEqual([])
    expect(entries[0]).toMatchObject({
      id: 'liver-unet',
      title: 'Liver U-Net',
      summary: 'Segments livers in CT.',
      version: '1.0',
      license: { id: 'apache-2.0' },
      library: 'pytorch',
      task: 'image-segmentation',
      modality: ['CT'],
      authors: [{ name: 'Ada Example' }],
      thumbnail: { from: 'thumbnail.png' },
      citationFile: { from: 'CITATION.cff' },
    })
    expect(entries[0]!.sections.map(({ name, files }) => [name, files!.map(({ path }) => path)])).toEqual([
      ['code', ['train.py']],
      ['weights', ['checkpoint.pth', 'model.safetensors']],
    ])
  })

  it.each(['lenet', 'Dataset901_Shapes'])('of the layout of %s needs no answer', async (id) => {
    const { dir, zooDir, make } = setting()
    cpSync(join(SAMPLES, id), join(dir, id), { recursive: true })
    const made = await make({ paths: [join(dir, id)], answers: { id: id === 'lenet' ? 'lenet' : id } })
    expect(made?.problems).toEqual([])
    const { entries } = await readZoo(zooDir, 'zoo')
    expect(entries[0]!.layout).toBe(id === 'lenet' ? 'digits' : 'nnunet')
    expect(entries[0]!.license.id).toBe('cc0-1.0')
  })

  it('may have its weights elsewhere', async () => {
    const { zooDir, make } = setting()
    const hosted = { url: 'https://example.org/a.tar.gz', sha256: 'a'.repeat(64), size: '7' }
    const answers = { title: 'Far away', summary: 'Segments.', license: 'mit' }
    expect((await make({ answers, hosted }))?.problems).toEqual([])
    const { entries } = await readZoo(zooDir, 'zoo')
    expect(entries[0]).toMatchObject({ id: 'Far_away', sections: [{ name: 'weights', hosted: { size: 7 } }] })
  })

  it('knows sum and size of weights elsewhere, once they are fetched', async () => {
    const { zooDir, make } = setting()
    const answers = { title: 'Far away', summary: 'Segments.', license: 'mit' }
    const hosted = { url: 'https://example.org/a.tar.gz' }
    expect((await make({ answers, hosted, fetch: true }))?.problems).toEqual([])
    const { entries } = await readZoo(zooDir, 'zoo')
    expect(entries[0]!.sections[0]!.hosted).toMatchObject({ sha256: 'cd'.repeat(32), size: 12 })
  })

  it('says what npm run import would do better, and goes on where nobody is asked', async () => {
    const { dir, printed, make } = setting()
    const source = experiment(dir)
    mkdirSync(join(source, 'configs'))
    writeFileSync(join(source, 'configs/metadata.json'), '{}')
    expect(await make({ paths: [source], dryRun: true })).not.toBeNull()
    expect(printed[0]).toContain(`This looks like a MONAI bundle. "npm run import -- ${source}" would`)
  })

  it('is only shown with --dry-run', async () => {
    const { dir, zooDir, make } = setting()
    expect((await make({ paths: [experiment(dir)], dryRun: true }))?.problems).toBeNull()
    expect(existsSync(zooDir)).toBe(false)
  })

  it('names the largest files of each section, and those that GitHub takes from nobody', async () => {
    const { dir, printed, make } = setting()
    const source = experiment(dir)
    writeFileSync(join(source, 'checkpoints/cache.bin'), '')
    truncateSync(join(source, 'checkpoints/cache.bin'), 100 * 2 ** 20 + 1)
    await make({ paths: [source], dryRun: true })
    const told = printed.join('\n')
    expect(told).toMatch(
      /^weights\/: 3 files, 10\d[.\d]* MB: cache\.bin, checkpoint\.pth, model\.safetensors$/m,
    )
    expect(told).toContain('more than 100 MiB: weights/cache.bin.')
  })

  it('may be made of a folder dropped at a terminal, where blanks have backslashes', async () => {
    const { dir, zooDir } = setting()
    const source = experiment(join(dir, 'run 7'))
    const person: Person = {
      answer: (_, proposal) => Promise.resolve(proposal),
      text: () => Promise.resolve(`${source.replaceAll(' ', '\\ ')} `),
      confirm: () => Promise.resolve(true),
      tell: () => undefined,
    }
    const stop = { enter: () => undefined, isWanted: () => false }
    const place = { zooDir, label: 'zoo', person, print: () => undefined, stop, measure }
    expect((await newEntry({ ...OPTIONS, dryRun: true }, place))?.id).toBe('liver-unet')
  })

  it('is not made of files that cannot be published, or without them where that is wanted', async () => {
    const { dir, zooDir, printed, make } = setting()
    const source = experiment(dir)
    writeFileSync(join(source, 'evil.pkl'), "cos\nsystem\n(S'true'\ntR.")
    expect(await make({ paths: [source] })).toBeNull()
    expect(printed.join('\n')).toMatch(/These cannot be published:\nevil\.pkl: .*os\.system/)
    expect(existsSync(zooDir)).toBe(false)
    expect((await make({ paths: [source], leaveOut: true }))?.problems).toEqual([])
    expect(readdirSync(join(zooDir, 'liver-unet/weights'))).not.toContain('evil.pkl')
  })

  it('proposes to leave out what stands in the way, but no weights', async () => {
    const { dir, zooDir } = setting()
    const proposed: (boolean | undefined)[] = []
    const person: Person = {
      answer: (_, proposal) => Promise.resolve(proposal),
      text: () => Promise.resolve(''),
      confirm: (_, proposal) => Promise.resolve(proposed.push(proposal) === 0),
      tell: () => undefined,
    }
    const stop = { enter: () => undefined, isWanted: () => false }
    const place = { zooDir, label: 'zoo', person, print: () => undefined, stop, measure }
    const source = experiment(dir)
    symlinkSync('train.py', join(source, 'link.py'))
    await expect(newEntry({ ...OPTIONS, paths: [source] }, place)).rejects.toThrow(Cancelled)
    writeFileSync(join(source, 'evil.pkl'), "cos\nsystem\n(S'true'\ntR.")
    await expect(newEntry({ ...OPTIONS, paths: [source] }, place)).rejects.toThrow(Cancelled)
    expect(proposed).toEqual([true, false])
  })

  it('leaves nothing behind where the person stops while files are copied', async () => {
    const { dir, zooDir, make } = setting()
    await expect(make({ paths: [experiment(dir)] }, true)).rejects.toThrow(Cancelled)
    expect(readdirSync(zooDir)).toEqual([])
    expect(readdirSync(dir).sort()).toEqual(['liver-unet', 'zoo'])
  })

  it('is not made of what lies in the zoo, or of what holds it', async () => {
    const { dir, zooDir, make } = setting()
    mkdirSync(join(zooDir, 'here'), { recursive: true })
    await expect(make({ paths: [join(zooDir, 'here')] })).rejects.toThrow('lies in the zoo already')
    await expect(make({ paths: [dir] })).rejects.toThrow('holds the zoo itself')
  })

  it('keeps the words of a README, and says of a new card where words are missing', async () => {
    const { dir, zooDir, make } = setting()
    const source = experiment(dir)
    const cardOf = (id: string) => readFileSync(join(zooDir, id, 'README.md'), 'utf8')
    await make({ paths: [source], answers: { id: 'new' } })
    expect(cardOf('new')).toContain('# Liver U-Net\n\n## What it is for\n\nTo be written: ')
    writeFileSync(join(source, 'README.md'), '# My liver\n\nIt segments.\n')
    await make({ paths: [source], answers: { id: 'kept' } })
    expect(cardOf('kept')).toMatch(/^---\ntitle: My liver\n[^]*---\n\n# My liver\n\nIt segments\.\n$/)
  })
})
