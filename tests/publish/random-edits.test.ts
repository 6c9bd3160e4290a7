/** Whatever happens to a zoo between builds, the store is what a build from nothing makes of it. */
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listFiles } from '../../src/lib/files.ts'
import { publish } from '../../src/publish.ts'
import type { Workplace } from '../../src/prepare.ts'
import { freshFolder } from '../lib/fresh-folder.ts'
import { GOOD } from '../zoo/folders.ts'

const ROOT = join(import.meta.dirname, '../..')
const IDS = ['liver', 'spleen', 'kidney'] as const
const SILENT = { step: () => undefined, entry: () => undefined, bytes: () => undefined }

interface Edit {
  name: string
  make: (zoo: string) => void
}

const id = fc.constantFrom(...IDS)
const other = fc.constantFrom(...IDS, 'nobody', 'https://elsewhere.example/model')
const word = fc.stringMatching(/^[a-z]{1,8}$/)

/** Files that a card's entry has; title, successor and content vary. */
function write(zoo: string, path: string, content: string): void {
  mkdirSync(dirname(join(zoo, path)), { recursive: true })
  writeFileSync(join(zoo, path), content)
}

function card(title: string, successor: string): string {
  return `---\nlicense: mit\ntitle: ${title}\nnew_version: ${successor}\ntags: [${title}, "${title[0]}", Every]\n---\n# ${title}\n\nIt finds ${title}.\n`
}

function edit(name: string, make: Edit['make']): Edit {
  return { name, make }
}

const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(id, word, other).map(([entry, title, successor]) =>
    edit(`card of ${entry}: ${title}, replaced by ${successor}`, (zoo) => {
      write(zoo, `${entry}/README.md`, card(title, successor))
      if (!existsSync(join(zoo, entry, 'weights'))) write(zoo, `${entry}/weights/a.bin`, title)
    }),
  ),
  fc.tuple(id, word, word).map(([entry, file, content]) =>
    edit(`file ${entry}/weights/${file}: ${content}`, (zoo) => {
      if (existsSync(join(zoo, entry))) write(zoo, `${entry}/weights/${file}`, content)
    }),
  ),
  id.map((entry) => edit(`no ${entry}`, (zoo) => rmSync(join(zoo, entry), { recursive: true, force: true }))),
  id.map((entry) =>
    edit(`touched ${entry}`, (zoo) => {
      const path = join(zoo, entry, 'README.md')
      if (existsSync(path)) utimesSync(path, 1, 1)
    }),
  ),
  fc.tuple(id, id).map(([from, to]) =>
    edit(`${from} renamed to ${to}`, (zoo) => {
      if (existsSync(join(zoo, from)) && !existsSync(join(zoo, to)))
        renameSync(join(zoo, from), join(zoo, to))
    }),
  ),
  word.map((title) =>
    edit(`store called ${title}`, (zoo) => write(zoo, 'README.md', `# ${title}\n\nA store.\n`)),
  ),
  fc.constant(
    edit('a DIGITS snapshot', (zoo) => {
      for (const [path, content] of Object.entries(GOOD.digits)) write(zoo, path, content)
    }),
  ),
  fc.constant(edit('nothing', () => undefined)),
)

function workplace(dir: string, zooDir: string, name: string): Workplace {
  const dirs = { distDir: join(dir, name, 'dist'), cacheDir: join(dir, name, 'cache') }
  return { root: ROOT, zooDir, label: 'zoo', ...dirs, storeUrl: 'https://lab.example/zoo' }
}

/** Mode and content of every file, by path, and the problems that were told. */
async function published(place: Workplace): Promise<object> {
  const { problems, store } = await publish(place, SILENT)
  const files = listFiles(place.distDir).map(({ path }) => {
    const file = join(place.distDir, path)
    return [path, (statSync(file).mode & 0o777).toString(8), readFileSync(file, 'base64')]
  })
  return { problems, store, files }
}

describe('a store after random edits', () => {
  it('is byte for byte what a build from nothing makes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edits, { minLength: 2, maxLength: 7 }), async (steps) => {
        const dir = freshFolder()
        const zoo = join(dir, 'zoo')
        write(zoo, 'liver/README.md', card('first', 'spleen'))
        write(zoo, 'liver/weights/a.bin', 'first')
        for (const [index, { make }] of [edit('nothing', () => undefined), ...steps].entries()) {
          make(zoo)
          const kept = await published(workplace(dir, zoo, 'kept'))
          expect(kept).toEqual(await published(workplace(dir, zoo, `fresh-${index}`)))
        }
      }),
      { numRuns: 12 },
    )
  })
})
