/** Who packs: Zoopress, and the tools that people use. */
import { globSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { buildCommand, type Built, type Ground } from '../ground.ts'
import { measure, type Command } from '../measure.ts'
import type { Contestant } from '../race.ts'

type Kind = 'tar.gz' | 'zip'

/** Names that the targets ask for. */
export const LIMIT = 'LIMIT: read, hash twice, write'
export const ENGINE = 'Zoopress, the engine alone'
export const BUILD = 'Zoopress, the whole build'
export const ARCHIVER = 'archiver (npm)'
export const PYTHON = { 'tar.gz': 'Python tarfile', zip: 'Python zipfile' }
export const GZIP = { 'tar.gz': 'GNU tar, gzip -6', zip: 'Info-ZIP zip -6' }

/** The least that can be done, and what we do. */
export function ours(ground: Ground, kind: Kind, dir: string): Contestant[] {
  const limit = archive(ground, { name: LIMIT, kind, dir, isArchive: false }, (out) =>
    ground.script('limit.ts', dir, out),
  )
  const engine = archive(ground, { name: ENGINE, kind, dir }, (out) =>
    ground.script('pack.ts', kind, dir, out),
  )
  return [limit, engine]
}

/** Those that are a script of their own. */
export function scripted(ground: Ground, kind: Kind, dir: string): Contestant[] {
  return [
    archive(ground, { name: PYTHON[kind], kind, dir, needs: 'python3' }, (out) =>
      ground.script('archives.py', 'pack', kind, dir, out),
    ),
    archive(ground, { name: ARCHIVER, kind, dir }, (out) => ground.script('archiver.ts', kind, dir, out)),
  ]
}

/** Those that write .tar.gz. */
export function tarPeers(ground: Ground, dir: string): Contestant[] {
  const piped = (name: string, needs: string, compressor: string) =>
    archive(ground, { name, kind: 'tar.gz', dir, needs }, (out) => ({
      script: `tar -C "$1" -cf - . | ${compressor} > "$2"`,
      args: [dir, out],
    }))
  return [
    piped('GNU tar, igzip -1', 'igzip', 'igzip -1'),
    piped('GNU tar, pigz -6', 'pigz', 'pigz -6'),
    piped(GZIP['tar.gz'], 'gzip', 'gzip -6'),
    ...scripted(ground, 'tar.gz', dir),
  ]
}

interface Packing extends Pick<Contestant, 'name' | 'needs'> {
  kind: Kind
  dir: string
  /** Absent: it is. */
  isArchive?: boolean
}

/** Packs into one file, which is read back once, and removed after each run. */
export function archive(ground: Ground, packing: Packing, command: (out: string) => Command): Contestant {
  const { name, kind, dir, needs, isArchive = true } = packing
  let out = ''
  return {
    name,
    ...(needs !== undefined && { needs }),
    prepare: () => void (out = ground.fresh(`archive.${kind}`)),
    command: () => command(out),
    ...(isArchive && { check: () => checkArchive(ground, kind, dir, out) }),
    bytes: () => statSync(out).size,
    clear: () => rmSync(out),
  }
}

/** Throws where the archive is not sound, or holds anything but the files of the folder. */
export async function checkArchive(ground: Ground, kind: Kind, dir: string, out: string): Promise<void> {
  if (kind === 'tar.gz') await measure({ script: 'gzip -t "$1"', args: [out] }, ground.signal)
  if (ground.hasPython) await measure(ground.script('archives.py', 'check', kind, dir, out), ground.signal)
}

/** The whole command, from nothing, as people run it; `pattern` finds the archive in the store. */
export function throughBuild(
  ground: Ground,
  zoo: string,
  pattern: string,
  check: (path: string) => Promise<void>,
): Contestant {
  let built: Built
  const path = () => join(built.out, globSync(pattern, { cwd: built.out })[0]!)
  return {
    name: BUILD,
    prepare: () => void (built = { zoo, out: ground.fresh('dist'), cache: ground.fresh('cache') }),
    command: () => buildCommand(built),
    check: () => check(path()),
    bytes: () => statSync(path()).size,
    clear: () => [built.out, built.cache].forEach((dir) => rmSync(dir, { recursive: true })),
  }
}
