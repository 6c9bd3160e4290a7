import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listFiles } from '../../src/lib/files.ts'
import { heal, nextDir, oldDir, swapIn } from '../../src/lib/swap.ts'
import { freshFolder } from './fresh-folder.ts'
import { runNode } from './run-node.ts'

function writeTree(dir: string, content: string): void {
  mkdirSync(join(dir, 'page'), { recursive: true })
  writeFileSync(join(dir, 'page/index.html'), content)
  writeFileSync(join(dir, 'catalogue.schema.json'), content)
  const sum = '0'.repeat(64)
  writeFileSync(join(dir, 'SHA256SUMS'), `${sum}  page/index.html\n${sum}  catalogue.schema.json\n`)
}

function stores(): { current: string; next: string; parent: string } {
  const parent = freshFolder()
  const current = join(parent, 'dist')
  writeTree(current, 'old')
  writeTree(nextDir(current), 'new')
  return { current, next: nextDir(current), parent }
}

/** `old`, `new`, or what is wrong. */
function state(current: string): string {
  const found = listFiles(current).map(({ path }) => path)
  if (found.join() !== 'SHA256SUMS,catalogue.schema.json,page/index.html') return `torn: ${found.join()}`
  const contents = new Set(
    ['page/index.html', 'catalogue.schema.json'].map((path) => readFileSync(join(current, path), 'utf8')),
  )
  return [...contents].join(' and ')
}

describe('swapIn', () => {
  it('replaces the old tree and leaves nothing beside it', () => {
    const { current, next, parent } = stores()
    swapIn({ next, current })
    expect([state(current), readdirSync(parent)]).toEqual(['new', ['dist']])
  })

  it('needs no old tree', () => {
    const current = join(freshFolder(), 'dist')
    writeTree(nextDir(current), 'new')
    swapIn({ next: nextDir(current), current })
    expect(state(current)).toBe('new')
  })

  it('refuses to replace a folder with foreign files, and leaves it as it was', () => {
    const { current, next } = stores()
    writeFileSync(join(current, 'thesis.tex'), 'years of work')
    expect(() => swapIn({ next, current })).toThrow('thesis.tex')
    expect(readFileSync(join(current, 'thesis.tex'), 'utf8')).toBe('years of work')
  })

  it('puts the old tree back where the new one cannot be moved in', () => {
    const { current } = stores()
    expect(() => swapIn({ next: join(current, 'page'), current })).toThrow('The last store stands as it was.')
    expect(state(current)).toBe('old')
  })
})

describe('heal', () => {
  // The process is killed right after (or before) the n-th call of a function of node:fs.
  const kills = [
    ['before the first rename', 'renameSync', 1, 'before', 'old'],
    ['between the two renames', 'renameSync', 1, 'after', 'old'],
    ['after the second rename', 'renameSync', 2, 'after', 'new'],
    ['while the old tree is removed', 'rmSync', 1, 'after', 'new'],
    ['when only its list of files is left', 'rmSync', 2, 'after', 'new'],
  ] as const

  it.each(kills)('makes the store whole after a kill %s', (_when, name, count, moment, expected) => {
    const { current, next, parent } = stores()
    const printed = runNode(`
      import fs from 'node:fs'
      import { syncBuiltinESMExports } from 'node:module'
      const real = fs.${name}
      let calls = 0
      fs.${name} = (...given) => {
        const isDue = ++calls === ${count}
        if (isDue && '${moment}' === 'before') process.kill(process.pid, 'SIGKILL')
        real(...given)
        if (isDue) process.kill(process.pid, 'SIGKILL')
      }
      syncBuiltinESMExports()
      const { swapIn } = await import('./src/lib/swap.ts')
      swapIn(${JSON.stringify({ next, current })})
      console.log('not killed')
    `)
    expect(printed).toBeNull()
    heal(current)
    expect([state(current), readdirSync(parent)]).toEqual([expected, ['dist']])
  })

  it('changes nothing where all is well', () => {
    const current = join(freshFolder(), 'dist')
    writeTree(current, 'old')
    heal(current)
    expect(state(current)).toBe('old')
  })

  it('does nothing where there is no store yet', () => {
    const current = join(freshFolder(), 'dist')
    heal(current)
    expect(existsSync(current)).toBe(false)
  })

  it('refuses to remove a dist.old that somebody keeps for himself', () => {
    const { current } = stores()
    mkdirSync(oldDir(current))
    writeFileSync(join(oldDir(current), 'thesis.tex'), '')
    expect(() => heal(current)).toThrow('thesis.tex')
    expect(existsSync(join(oldDir(current), 'thesis.tex'))).toBe(true)
  })
})
