/** The commands that the pages of models show are run as they are shown, against the store at its own address. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { findProgram, run } from './command.ts'
import { digestFolder, freshFolder, listFiles, sha256 } from './folders.ts'
import { unescapeHtml } from './links.ts'
import { useServer } from './served-stores.ts'
import { HOSTED } from './trap-zoo.ts'

const store = inject('traps')
const PAGES = listFiles(store.dist)
  .filter((path) => /^[^/]+\/index\.html$/.test(path))
  .map((path) => ({
    id: path.replace('/index.html', ''),
    html: readFileSync(join(store.dist, path), 'utf8'),
  }))

/** What the section of a page about `client` tells to type; empty where it has none. */
function commandsOf(html: string, client: string): string {
  const section = new RegExp(`<section[^>]* id="use-${client}"[\\s\\S]*?</section>`).exec(html)?.[0] ?? ''
  const codes = [...section.matchAll(/<code class="language-shell">([\s\S]*?)<\/code>/g)]
  return codes.map(([, code = '']) => unescapeHtml(code)).join('\n')
}

/** Types `commands` into a shell in an empty folder, and gives what lies there afterwards. */
async function type(commands: string) {
  const folder = freshFolder('commands')
  onTestFinished(folder.remove)
  const env = { ...process.env, no_proxy: '*', HOME: folder.path }
  const work = join(folder.path, 'work')
  mkdirSync(work)
  const { code, stderr } = await run('sh', ['-e', '-c', commands], { cwd: work, env })
  return { code, stderr, digests: Object.values(digestFolder(work)).sort() }
}

interface Download {
  path?: string
  url?: string
  sha256: string
}

function downloadsOf(id: string): Download[] {
  const entry = JSON.parse(readFileSync(join(store.dist, id, 'entry.json'), 'utf8')) as {
    versions: { downloads: Download[] }[]
  }
  return entry.versions.flatMap(({ downloads }) => downloads)
}

const MODELS = PAGES.filter(({ html }) => html.includes('id="use-curl"'))
const sumsOf = (id: string) =>
  downloadsOf(id)
    .map((download) => download.sha256)
    .sort()

it('every model of the store has commands, hosted files among them', () => {
  expect(MODELS.length).toBeGreaterThan(10)
  expect(sumsOf('hosted')).toEqual(Object.values(HOSTED).map(sha256).sort())
})

describe('on the pages of a store', () => {
  useServer({ store, server: 'serve', title: 'traps' }, 'its own port')

  if (findProgram('curl') !== null)
    describe('the commands for curl', () => {
      it.each(MODELS)('fetch every file of $id and find its sum right', async ({ id, html }) => {
        const { code, stderr, digests } = await type(commandsOf(html, 'curl'))
        expect({ code, stderr: code === 0 ? '' : stderr, digests }).toEqual({
          code: 0,
          stderr: '',
          digests: sumsOf(id),
        })
      })

      it('fail where a sum is wrong', async () => {
        const { html } = MODELS[0]!
        const wrong = commandsOf(html, 'curl').replace(/[0-9a-f]{64}/, '0'.repeat(64))
        expect((await type(wrong)).code).not.toBe(0)
      })

      it('fail where the file is not there', async () => {
        const { html } = MODELS[0]!
        expect((await type(commandsOf(html, 'curl').replace('.tar.gz', '.tar.xz'))).code).not.toBe(0)
      })
    })

  if (findProgram('aria2c') !== null)
    describe('the commands for aria2', () => {
      it.each(MODELS)('fetch every file of $id and find its sum right', async ({ id, html }) => {
        const { code, digests } = await type(commandsOf(html, 'aria2'))
        expect({ code, digests }).toEqual({ code: 0, digests: sumsOf(id) })
      })

      it('end with 32 where the Metalink states a wrong sum', async () => {
        const { html } = MODELS[0]!
        const address = /https?:[^\s']+\.meta4/.exec(commandsOf(html, 'aria2'))![0]
        const text = await (await fetch(address)).text()
        const wrong = text.replace(/(<hash type="sha-256">)[0-9a-f]{64}/, `$1${'0'.repeat(64)}`)
        expect(wrong).not.toBe(text)
        const folder = freshFolder('metalink')
        onTestFinished(folder.remove)
        writeFileSync(join(folder.path, 'wrong.meta4'), wrong)
        const args = [`--metalink-base-uri=${address}`, '--metalink-file=wrong.meta4']
        const env = { ...process.env, no_proxy: '*', HOME: folder.path }
        expect((await run('aria2c', args, { cwd: folder.path, env })).code).toBe(32)
      })
    })

  if (findProgram('sha256sum') !== null)
    it('a list of sums is taken by sha256sum --strict, wherever it was saved', async () => {
      const folder = freshFolder('sums')
      onTestFinished(folder.remove)
      for (const { id } of MODELS.filter(({ id }) => id !== 'hosted')) {
        const [download] = downloadsOf(id)
        const version = new URL(download!.path!, `${store.url}/${id}/`).href.replace(/[^/]*$/, '')
        for (const name of ['SHA256SUMS', download!.path!.replace(/.*\//, '')]) {
          const answer = await fetch(version + name)
          writeFileSync(join(folder.path, name), Buffer.from(await answer.arrayBuffer()))
        }
        const args = ['--check', '--strict', '--quiet', 'SHA256SUMS']
        expect(await run('sha256sum', args, { cwd: folder.path })).toEqual({
          code: 0,
          stdout: '',
          stderr: '',
        })
      }
    })
})
