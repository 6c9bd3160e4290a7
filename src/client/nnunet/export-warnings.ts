/** What a person should know before handing out the files of a training: what names people and machines, and checkpoints that bring code. */
import { realpathSync } from 'node:fs'
import { HEAD_BYTES } from '../../check/content.ts'
import { findHomePaths } from '../../check/home-paths.ts'
import { findHostnames } from '../../check/hostnames.ts'
import { textPieces } from '../../check/text-pieces.ts'
import { inspectFile } from '../../inspect/recognise.ts'
import { withFile, type ByteSource } from '../../lib/byte-source.ts'
import { escapeHidden } from '../../zoo/problem.ts'
import type { PlannedFile } from './export-planner.ts'
import { faultsOf, ownImports } from './scan-models.ts'

/** One sentence or two each. Of a summary the paths are taken away, so it is not looked at. */
export function exportWarnings(files: readonly PlannedFile[]): string[] {
  return files.flatMap(({ path, from }) => {
    const look = lookFor(path)
    const found = look === null ? [] : (withFile(realpathSync.native(from), look) ?? [])
    return found.map((sentence) => `warning: ${escapeHidden(path)}: ${sentence}`)
  })
}

function lookFor(path: string): ((bytes: ByteSource) => string[]) | null {
  if (/\.(pth|pkl)$/.test(path)) return inCheckpoint(path)
  if (!/\.(json|txt)$/.test(path) || path.endsWith('/summary.json')) return null
  return (bytes) => [
    ...inText(bytes, findHomePaths),
    ...(path.endsWith('/debug.json') ? inText(bytes, findHostnames) : []),
  ]
}

/** The first finding; the rest is counted. */
function inText(bytes: ByteSource, rule: typeof findHomePaths): string[] {
  let first: string | null = null
  let more = 0
  for (const piece of textPieces({ bytes, head: bytes.read(0, HEAD_BYTES) }))
    for (const { index, message } of rule(piece)) {
      if (index < piece.from || index >= piece.to) continue
      if (first === null) first = `line ${piece.lineAt(index)}: ${message}`
      else more++
    }
  if (first === null) return []
  return [more === 0 ? first : `${first} There are ${more} more like it in this file.`]
}

/** What `zoopress install` would refuse. */
function inCheckpoint(path: string): (bytes: ByteSource) => string[] {
  const own = ownImports(path, new Set())
  return (bytes) => {
    const faults = faultsOf(inspectFile(bytes, path, { own, paths: new Set() }), own)
    return faults.slice(0, 5).map((fault) => `${fault} zoopress install refuses it from strangers.`)
  }
}
