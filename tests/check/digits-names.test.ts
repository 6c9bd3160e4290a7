import { describe, expect, it } from 'vitest'
import { GOOD, problemsOf } from '../zoo/folders.ts'

const withFile = (name: string, content = 'x') => problemsOf({ ...GOOD.digits, [`lenet/${name}`]: content })

describe('names of a DIGITS snapshot', () => {
  it.each(['index.html', 'entry.json', 'Main.INI', '1.0', 'media', 'SHA256SUMS'])(
    'leave %s to the store',
    async (name) => {
      expect(await withFile(name)).toEqual([
        `zoo/lenet/${name}: The store has a page or file of its own under this name. Rename it here and in info.json.`,
      ])
    },
  )

  it.each(['curves.svg', 'report.HTML', 'a.xhtml', 'run.js', 'x.mjs', 'style.css', 'paper.pdf'])(
    'are not %s, which a browser would open as a page',
    async (name) => {
      expect((await withFile(name)).join()).toContain(
        'A browser would open this file as a page of the store.',
      )
    },
  )

  it.each(['train_val.prototxt', 'mean.npy', 'job.log', 'model.ckpt.meta'])('may be %s', async (name) => {
    expect(await withFile(name)).toEqual([])
  })

  it('are warned of where Apache sends a large text without its length', async () => {
    expect(await withFile('words.txt', 'x'.repeat(64 * 1024))).toEqual([])
    expect((await withFile('words.txt', 'x'.repeat(64 * 1024 + 1))).join()).toContain(
      'Apache compresses .txt files',
    )
  })
})
