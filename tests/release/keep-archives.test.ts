/** The folder that keeps the files of releases. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../../src/lib/hash.ts'
import type { Placement } from '../../src/pack/place.ts'
import { keepArchives } from '../../src/release/keep-archives.ts'
import { freshFolder } from '../lib/fresh-folder.ts'
import { releasedDownload, releasedVersion } from './released.ts'

const BYTES = 'weights'
const SUM = sha256(BYTES)
const PATH = 'liver/1.0/weights.tar.gz'
const AFTER = releasedVersion('1.0', {
  downloads: [releasedDownload('1.0', { size: BYTES.length, sha256: SUM })],
})

function packed(dir: string): Placement[] {
  const from = join(dir, 'packed')
  writeFileSync(from, BYTES)
  return [{ from, to: PATH, how: 'link', size: BYTES.length, sha256: SUM }]
}

/** What Node asked of the system, by its own record, in this order. */
function systemCalls(dir: string, placements: readonly Placement[]): string[] {
  const script = `
    import { keepArchives } from ${JSON.stringify(join(import.meta.dirname, '../../src/release/keep-archives.ts'))}
    keepArchives([{ after: ${JSON.stringify(AFTER)} }], ${JSON.stringify(placements)}, { dir: ${JSON.stringify(join(dir, 'archive'))}, label: 'archive' })`
  const trace = [
    '--trace-event-categories',
    'node.fs.sync',
    '--trace-event-file-pattern',
    join(dir, 'trace.json'),
  ]
  execFileSync(process.execPath, [...trace, '--input-type=module', '-e', script], { stdio: 'pipe' })
  const { traceEvents } = JSON.parse(readFileSync(join(dir, 'trace.json'), 'utf8')) as {
    traceEvents: { name: string; ph: string }[]
  }
  return traceEvents.flatMap(({ name, ph }) => (ph === 'B' ? [name.replace('fs.sync.', '')] : []))
}

describe('keepArchives', () => {
  it('makes bytes last over a power cut before they have their name, and names after', () => {
    const dir = freshFolder()
    const calls = systemCalls(dir, packed(dir)).filter((name) =>
      ['copyfile', 'fsync', 'rename'].includes(name),
    )
    expect(readFileSync(join(dir, 'archive', PATH), 'utf8')).toBe(BYTES)
    expect(calls.join(' ').replace(/^.*copy/, 'copy')).toBe('copyfile fsync rename fsync fsync fsync')
  })

  it('makes bytes last that a killed release put there', () => {
    const dir = freshFolder()
    const placements = packed(dir)
    mkdirSync(dirname(join(dir, 'archive', PATH)), { recursive: true })
    writeFileSync(join(dir, 'archive', PATH), BYTES)
    const calls = systemCalls(dir, placements)
    expect([calls.includes('rename'), calls.filter((name) => name === 'fsync').length]).toEqual([false, 4])
  })

  it('leaves nothing half copied: neither what is refused, nor what a kill left', () => {
    const dir = freshFolder()
    const folder = { dir: join(dir, 'archive'), label: 'archive' }
    const placements = packed(dir)
    const place = dirname(join(folder.dir, PATH))
    mkdirSync(place, { recursive: true })
    writeFileSync(join(place, '.zoopress-0123456789abcdef'), 'half')
    writeFileSync(placements[0]!.from, 'Weights')
    expect(() => keepArchives([{ after: AFTER }], placements, folder)).toThrow('changed while it was copied')
    expect(readdirSync(place)).toEqual([])
    writeFileSync(placements[0]!.from, BYTES)
    keepArchives([{ after: AFTER }], placements, folder)
    expect([readdirSync(place), existsSync(join(folder.dir, PATH))]).toEqual([['weights.tar.gz'], true])
  })
})
