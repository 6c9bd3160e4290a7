/** A zoo full of mistakes: all of them are told at once, with file and line, and the store that stands is left alone. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildArgs, buildStore, type Finished, zoopress } from './command.ts'
import { freshFolder, hashFolder } from './folders.ts'

const folder = freshFolder('problems')
const zoo = join(folder.path, 'zoo')
const plan = {
  zoo: 'zoo',
  out: join(folder.path, 'dist'),
  cache: join(folder.path, 'cache'),
  url: 'http://localhost:8000',
}
const options = { cwd: folder.path, env: { STORE_URL: plan.url } }

const GOOD_CARD = '---\nlicense: mit\n---\n# Good\n'
const INFO = { framework: 'caffe', 'snapshot file': 'a.caffemodel', 'model file': 'a.prototxt', name: 'a' }

/** Path in the zoo → contents. */
const MISTAKES: Record<string, string> = {
  'typo/README.md': '---\nlicence: mit\nversion: 1.10\ntags: [a\n---\n# Typo\n',
  'typos/README.md':
    '---\nlicense: CC-BY\npipline_tag: x\nversion: 1.10\ncolour: green\nauthors:\n  - nane: Zoo maintainers\ndoi: 12\n---\n# Typos\n',
  'typos/weights/a.bin': 'a',
  'no-licence/README.md': '---\ntitle: None\n---\n# None\n',
  'no-licence/weights/a.bin': 'a',
  'a_model_zoo/README.md': GOOD_CARD,
  'a_model_zoo/weights/a.bin': 'a',
  'bad name/README.md': GOOD_CARD,
  'raw/README.md': GOOD_CARD,
  'sections/README.md': '---\nlicense: mit\ndownloads:\n  weights: { locl_id: x }\n---\n# Sections\n',
  'sections/weights/.hidden': 'a',
  'sections/weights/con.txt': 'a',
  'sections/weights/a\u202eb.bin': 'a',
  'sections/extras/a.bin': 'a',
  'hosted/README.md':
    '---\nlicense: mit\ndownloads:\n  data:\n    url: https://files.example.org/data.zip\n    size: 5\n---\n# Hosted\n',
  'loose/README.md': GOOD_CARD,
  'loose/weights/a.bin': 'a',
  'loose/b.bin': 'b',
  'pointer/README.md': GOOD_CARD,
  'pointer/weights/a.bin':
    'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n',
  'digits/info.json': JSON.stringify({ ...INFO, 'labels file': 'labels.txt' }),
  'digits/a.caffemodel': 'a',
  'digits/a.prototxt': 'a',
  'digits-json/info.json': '{\n  "framework": "caffe",\n  "snapshot file" "a"\n}\n',
  'Dataset1_Bad/nnUNetTrainer__nnUNetPlans__2d/plans.json': '{}',
  'Dataset1_Bad/nnUNetTrainer__nnUNetPlans__2d/dataset.json': '{}',
  'Dataset1_Bad/nnUNetTrainer__nnUNetPlans__2d/fold_0/checkpoint_final.pth': 'a',
  'nothing/notes.txt': 'a',
}

let before: string
let build: Finished
let check: Finished

function write(path: string, text: string): void {
  mkdirSync(dirname(join(zoo, path)), { recursive: true })
  writeFileSync(join(zoo, path), text)
}

beforeAll(async () => {
  write('good/README.md', GOOD_CARD)
  write('good/weights/a.bin', 'a')
  await buildStore({ ...plan, zoo })
  before = hashFolder(plan.out)
  for (const [path, text] of Object.entries(MISTAKES)) write(path, text)
  symlinkSync('/etc/hostname', join(zoo, 'good/weights/link'))
  build = await zoopress(buildArgs(plan), options)
  check = await zoopress(['check', '--zoo', 'zoo'], options)
})
afterAll(folder.remove)

/** The lines that name a file of the zoo. */
function findings({ stderr }: Finished): string[] {
  return stderr.split('\n').filter((line) => line.startsWith('zoo/'))
}

describe('a zoo with many mistakes', () => {
  it('is refused with every mistake at once', () => {
    expect(build.code).toBe(1)
    expect(build.stderr).toMatchInlineSnapshot(`
      "Looking …
      Reading · 15 entries …
      zoo/Dataset1_Bad: warning: No licence is stated, so nobody knows what is allowed. State it under license in its README.md.
      zoo/Dataset1_Bad: The folder of nnU-Net results must be named Dataset, three digits, "_" and a name: Dataset123_Liver.
      zoo/Dataset1_Bad/nnUNetTrainer__nnUNetPlans__2d/dataset.json: "channel_names" is missing. It maps "0", "1", … to the names of the inputs.
      zoo/Dataset1_Bad/nnUNetTrainer__nnUNetPlans__2d/dataset.json: "labels" must be an object that holds "background": 0.
      zoo/Dataset1_Bad/nnUNetTrainer__nnUNetPlans__2d/fold_0/checkpoint_final.pth: byte 0: unrecognised-checkpoint: The file is called a checkpoint, and is none that is known. Save it again with torch.save, or name it for what it is.
      zoo/Dataset1_Bad/nnUNetTrainer__nnUNetPlans__2d/plans.json: "configurations" holds no "2d", which the folder is named for.
      zoo/a_model_zoo: The folder's name "a_model_zoo" holds "_model_zoo", which NiftyNet's client cuts out of every name. Leave that part out.
      zoo/bad name: The folder's name "bad name" is not an id. Use letters, digits, ".", "_" and "-", beginning with a letter or digit, 100 at most.
      zoo/digits: warning: No licence is stated, so nobody knows what is allowed. State it under license in its README.md.
      zoo/digits-json/info.json:3: This is not JSON: Expected ':' after property name in JSON at position 44 (line 3 column 19). Mend it here.
      zoo/digits/info.json: "labels file" names "labels.txt", which is not in the folder. Add the file or correct the name.
      zoo/good/weights/link: This is a link or a special file. Only regular files are published: put the file itself here.
      zoo/hosted/README.md:4: The section "data" lacks sha256. "npm run pin -- hosted data" fetches the file once and writes what is missing into the card.
      zoo/loose/b.bin: This file belongs to no section. Move it into one of the folders, such as weights/, or remove it.
      zoo/no-licence/README.md:1: license: there is none. Say what people may do with the model, with an SPDX id such as "cc-by-4.0".
      zoo/nothing: This folder is no entry: it has neither README.md (a model card), nor info.json of a DIGITS snapshot, nor a folder <Trainer>__<Plans>__<configuration> with plans.json. Add a README.md.
      zoo/pointer/weights/a.bin: This is a git-lfs pointer, not the file itself. Run "git lfs pull" in the repository it came from.
      zoo/raw: The folder's name "raw" is a name of the store's own pages. Choose another.
      zoo/sections/README.md:4: downloads.weights: "locl_id" is not a known key. Did you mean local_id?
      zoo/sections/extras/: The section "extras" needs a place in NiftyNet's home. Add "downloads: { extras: { destination: … } }" with one of models, data, extensions, examples.
      zoo/sections/weights/.hidden: This begins with a dot. Hidden files are not published: remove it.
      zoo/sections/weights/a\\u202eb.bin: This has a name that not every system can keep. Use letters, digits, blanks and "._-+=@,()", 100 at most, beginning with a letter, digit or "_".
      zoo/sections/weights/con.txt: This is the name of a device on Windows. Rename it.
      zoo/typo/README.md: warning: There is nothing to download: no folder with files, and no downloads in the card.
      zoo/typo/README.md:4: YAML: A list begins with [ and does not end with ].
      zoo/typos/README.md:2: license: "CC-BY" is not an SPDX id. Did you mean cc-by-4.0? For a licence without an id write "other" with license_name and license_link.
      zoo/typos/README.md:3: "pipline_tag" is not a known key. Did you mean pipeline_tag?
      zoo/typos/README.md:4: version: This must be text. Quote it, as in "1.0": without quotes 1.10 is read as 1.1.
      zoo/typos/README.md:5: warning: "colour" is not a known key; it is passed over.
      zoo/typos/README.md:7: authors 1: "nane" is not a known key. Did you mean name?
      zoo/typos/README.md:8: doi: This must look like 10.1109/TMI.2018.2806309.
      27 problems, 4 warnings. Nothing was written; the last store stands as it was.
      "
    `)
  })

  it('leaves the store that stands as it was', () => {
    expect(hashFolder(plan.out)).toBe(before)
  })

  it('is told in the same words by check', () => {
    expect(check.code).toBe(1)
    const withoutPlace = (line: string) => line.replace(/^([^ ]+?)(:\d+){1,2}: /, '$1: ')
    expect(findings(check).map(withoutPlace)).toEqual(findings(build).map(withoutPlace))
    expect(check.stderr).toContain('zoo/digits/info.json:')
    expect(check.stderr).toContain('\n  4 | version: 1.10\n    |          ^^^^\n  Paste: version: "1.10"\n')
  })

  it('is told by file and line, each mistake once', () => {
    const lines = findings(build)
    expect(new Set(lines).size).toBe(lines.length)
    expect(lines.filter((line) => !/^zoo\/[^:]+(:\d+)?: \S/.test(line))).toEqual([])
    expect(lines.filter((line) => /^zoo\/typos\/README\.md:\d+: /.test(line)).length).toBeGreaterThan(4)
  })

  it('never shows a stack, a control character or a path outside the zoo', () => {
    expect(build.stderr).not.toMatch(/^\s+at /m)
    expect(build.stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202a-\u202e]/)
    expect(build.stderr).not.toContain(folder.path)
  })
})

describe('a mistake outside the zoo', () => {
  beforeAll(() => writeFileSync(join(folder.path, 'a-file'), ''))

  it.each([
    { name: 'no such zoo', args: ['check', '--zoo', 'nowhere'], env: {} },
    { name: 'an unknown option', args: ['build', '--zoos', 'zoo'], env: {} },
    {
      name: 'an address that is none',
      args: ['build', '--zoo', 'zoo', '--out', 'x', '--cache', 'c'],
      env: { STORE_URL: 'lab.example/zoo' },
    },
    {
      name: 'a cache that is a file',
      args: ['build', '--zoo', 'zoo', '--out', 'x', '--cache', 'a-file'],
      env: {},
    },
    {
      name: 'a store below a file',
      args: ['build', '--zoo', 'zoo', '--out', 'a-file/dist', '--cache', 'c'],
      env: {},
    },
    { name: 'a port that is none', args: ['serve', '--port', 'abc'], env: {} },
    {
      name: 'a folder of somebody else',
      args: ['build', '--zoo', 'zoo', '--out', 'zoo', '--cache', 'cache'],
      env: {},
    },
  ])('$name is told in a sentence', async ({ args, env }) => {
    const result = await zoopress(args, { cwd: folder.path, env })
    expect(result.code).not.toBe(0)
    expect(result.stdout).toBe('')
    expect(result.stderr).not.toMatch(/^\s+at /m)
    expect(result.stderr).toMatch(/\.\n$/)
    expect(hashFolder(plan.out)).toBe(before)
  })
})
