import { existsSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isInstalled } from '../../../scripts/bench/ground.ts'
import { measure, parseTimes } from '../../../scripts/bench/measure.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'

const NEVER = new AbortController().signal

describe('parseTimes', () => {
  it('adds user and system time', () => {
    expect(parseTimes('1.250 0.500 2.000\n')).toEqual({ cpu: 1.75, wall: 2 })
  })

  it('fails where bash says something else', () => {
    expect(() => parseTimes('real 0m1.2s')).toThrow('bash did not tell the time.')
  })
})

if (isInstalled('bash'))
  describe('measure', () => {
    it('hands arguments over as they are', async () => {
      const dir = freshFolder()
      await measure({ script: 'cd "$1" && touch "$2"', args: [dir, 'a "b" $c'] }, NEVER)
      expect(readdirSync(dir)).toEqual(['a "b" $c'])
    })

    it('counts the time of every process that was started', async () => {
      const script = `"$1" -e 'while (process.cpuUsage().user < 3e5);' | cat`
      const { cpu } = await measure({ script, args: [process.execPath] }, NEVER)
      expect(cpu).toBeGreaterThanOrEqual(0.3)
    })

    if (existsSync('/proc/self/status'))
      it('sees the memory of what was started', async () => {
        const code = 'const all = Buffer.alloc(3e8, 1); setTimeout(() => all, 300)'
        const { peak } = await measure({ script: '"$@"', args: [process.execPath, '-e', code] }, NEVER)
        expect(peak).toBeGreaterThan(3e8)
      })
  })
