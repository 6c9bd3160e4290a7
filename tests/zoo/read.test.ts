import { describe, expect, it } from 'vitest'
import { readZoo } from '../../src/zoo/read.ts'
import { card, GOOD, problemsOf, readFiles } from './folders.ts'

const ids = async (files: Parameters<typeof readFiles>[0]) =>
  (await readFiles(files)).entries.map(({ id }) => id)

describe('readZoo', () => {
  it('reads three layouts, each turned into an entry, sorted by id', async () => {
    const { entries, problems } = await readFiles({ ...GOOD.card, ...GOOD.digits, ...GOOD.nnunet })
    expect(problems).toEqual([])
    expect(entries.map(({ id, layout }) => `${id} ${layout}`)).toEqual([
      'Dataset123_Liver nnunet',
      'lenet digits',
      'liver card',
    ])
  })

  it('passes over loose files of the zoo and the files of git', async () => {
    const git = {
      'SOURCES.md': 'x',
      '.gitignore': 'x',
      'liver/.gitattributes': 'x',
      'liver/weights/.gitkeep': '',
      'liver/.git/config': 'x',
    }
    const { entries, problems } = await readFiles({ ...GOOD.card, ...git })
    expect(problems).toEqual([])
    expect(entries[0]?.sections.map(({ name, files }) => [name, files?.map(({ path }) => path)])).toEqual([
      ['weights', ['model.safetensors']],
    ])
  })

  it('reads an empty zoo', async () => {
    expect(await ids({ 'README.md': '# Mine' })).toEqual([])
  })

  it('says what to do where there is no zoo', async () => {
    await expect(readZoo('/nowhere/at/all', 'zoo')).rejects.toThrow(
      'There is no folder zoo/. Make it and put one folder a model into it.',
    )
  })

  it('reports the mistakes of all entries and of the store card', async () => {
    expect(
      await problemsOf({
        'README.md': card('titel: x', 'url: example.org'),
        'raw/README.md': card('license: mit'),
        'liver_model_zoo/README.md': card('license: mit'),
        'empty/notes.txt': 'x',
        'spleen/README.md': card('title: x'),
        'spleen/weights/a.bin': 'x',
        'spleen/weights/b#.bin': 'x',
        'spleen/.env': 'SECRET=1',
      }),
    ).toMatchInlineSnapshot(`
      [
        "zoo/README.md:2: "titel" is not a known key. Did you mean title?",
        "zoo/README.md:3: url: This is not an address. Write it whole, beginning with https:// or http://.",
        "zoo/empty: This folder is no entry: it has neither README.md (a model card), nor info.json of a DIGITS snapshot, nor a folder <Trainer>__<Plans>__<configuration> with plans.json. Add a README.md.",
        "zoo/liver_model_zoo: The folder's name "liver_model_zoo" holds "_model_zoo", which NiftyNet's client cuts out of every name. Leave that part out.",
        "zoo/raw: The folder's name "raw" is a name of the store's own pages. Choose another.",
        "zoo/spleen/.env: This begins with a dot. Hidden files are not published: remove it.",
        "zoo/spleen/README.md:1: license: there is none. Say what people may do with the model, with an SPDX id such as "cc-by-4.0".",
        "zoo/spleen/weights/b#.bin: This has a name that not every system can keep. Use letters, digits, blanks and "._-+=@,()", 100 at most, beginning with a letter, digit or "_".",
      ]
    `)
  })

  it('takes what the store card says', async () => {
    const { card: store } = await readFiles({
      'README.md': card('message: Welcome', 'url: https://lab.example/zoo/', 'contact: zoo@lab.example'),
    })
    expect(store).toMatchObject({
      title: 'A model',
      message: 'Welcome',
      url: 'https://lab.example/zoo',
      contact: 'mailto:zoo@lab.example',
    })
  })
})
