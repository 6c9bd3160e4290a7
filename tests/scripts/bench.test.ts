import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isInstalled } from '../../scripts/bench/ground.ts'
import { freshFolder } from '../lib/fresh-folder.ts'

const ROOT = join(import.meta.dirname, '../..')

if (isInstalled('bash'))
  describe('npm run bench', () => {
    it('leaves nothing behind when it is stopped', async () => {
      const dir = freshFolder()
      const args = ['scripts/run.mjs', 'bench', '--quick', '--only', 'pictures', '--dir', dir]
      const bench = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] })
      const errors: string[] = []
      bench.stderr.on('data', (chunk: Buffer) => void errors.push(chunk.toString()))
      await once(bench.stderr, 'data')
      const made = readdirSync(dir).length
      bench.kill('SIGINT')
      const [status] = (await once(bench, 'close')) as [number]
      expect([made, status, errors.join('').trim().split('\n').at(-1), readdirSync(dir)]).toEqual([
        1,
        1,
        'Stopped. What was made for the benchmark is removed.',
        [],
      ])
    })

    it.each([
      [['--only', 'tar,rar'], /^There is no race named "rar"\. --only takes one or more of tar, zip, files,/],
      [['--runs', '0'], /^--runs must be 1 or more\./],
      [['--dir', '/nowhere/at/all'], /^There is no folder \/nowhere\/at\/all\./],
      [['generate'], /^Say where the zoo is to be written: --out FOLDER/],
    ])('refuses %j', async (args, sentence) => {
      const bench = spawn(process.execPath, ['scripts/run.mjs', 'bench', ...args], { cwd: ROOT })
      const errors: string[] = []
      bench.stderr.on('data', (chunk: Buffer) => void errors.push(chunk.toString()))
      const [status] = (await once(bench, 'close')) as [number]
      expect(status).toBe(1)
      expect(errors.join('')).toMatch(sentence)
    })
  })
