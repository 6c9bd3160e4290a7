/** Other people's cards: what is legal on the Hub is published, and what is dangerous in it does not get through. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildArgs, type Finished, zoopress } from './command.ts'
import { crawl } from './crawl.ts'
import { freshFolder } from './folders.ts'
import { ODD_CARDS } from './odd-cards.ts'
import { freePort } from './ports.ts'
import { startServer } from './servers.ts'

const folder = freshFolder('cards')
const zoo = join(folder.path, 'zoo')
const out = join(folder.path, 'dist')
let url: string
let port: number
let result: Finished

/** A repository as it is cloned from the Hub: the card, weights and what lies beside them. */
function cloneRepository(id: string, card: string): void {
  const entry = join(zoo, id)
  mkdirSync(entry, { recursive: true })
  writeFileSync(join(entry, 'README.md'), card)
  writeFileSync(join(entry, '.gitattributes'), '*.safetensors filter=lfs diff=lfs merge=lfs -text\n')
  writeFileSync(join(entry, 'config.json'), '{"architectures": ["BertModel"]}\n')
  writeFileSync(join(entry, 'model.safetensors'), safetensors('{"__metadata__":{"format":"pt"}}'))
  writeFileSync(join(entry, 'vocab.txt'), '[PAD]\n[UNK]\nÄpfel\n')
  writeFileSync(join(entry, 'LICENSE'), 'The text of a licence.\n')
  if (id === 'other-license') writeFileSync(join(entry, 'LICENSE.md'), '# The text of a licence\n')
}

function safetensors(header: string): Buffer {
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(header.length))
  return Buffer.concat([length, Buffer.from(header)])
}

beforeAll(async () => {
  for (const [id, card] of Object.entries(ODD_CARDS)) cloneRepository(id, card)
  writeFileSync(join(zoo, 'README.md'), '---\ntitle: Odd cards\n---\n')
  port = await freePort()
  url = `http://127.0.0.1:${port}`
  const plan = { zoo, out, cache: join(folder.path, 'cache'), url }
  result = await zoopress(buildArgs(plan), { env: { STORE_URL: url } })
})
afterAll(folder.remove)

describe('odd but legal cards', () => {
  it('are published all together', () => {
    expect(result.stderr).not.toContain('error')
    expect(result.code).toBe(0)
  })

  it.each(Object.keys(ODD_CARDS))('%s loads no script, frame or picture of another host', (id) => {
    const page = readFileSync(join(out, id, 'index.html'), 'utf8')
    const main = /<main[\s\S]*<\/main>/.exec(page)?.[0] ?? ''
    expect(main).not.toBe('')
    expect(main).not.toMatch(/<(script|iframe|style|video|audio|object|embed|form)\b/i)
    expect(main).not.toMatch(/\s(src|srcset|poster)="?(https?:)?\/\//i)
    expect(main).not.toMatch(/\son\w+=|javascript:|\sstyle=/i)
  })

  it('lead to no broken link', async () => {
    const server = await startServer('python3', out, port)
    const crawled = await crawl({ served: url, url, dist: out, start: ['', 'catalogue.json'] })
    await server.stop()
    expect(crawled.faults).toEqual([])
  })
})
