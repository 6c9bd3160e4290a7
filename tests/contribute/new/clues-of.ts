/** Clues from texts alone, as if they lay in a folder. */
import type { Format } from '../../../src/inspect/report.ts'
import type { LookedInto } from '../../../src/contribute/new/look-into.ts'

export interface ClueOptions {
  name?: string
  formats?: Record<string, Format>
  sizes?: Record<string, number>
}

export function cluesOf(texts: Record<string, string>, options: ClueOptions = {}): LookedInto {
  const { name = 'model', formats = {}, sizes = {} } = options
  const files = Object.keys(texts)
    .sort()
    .map((path) => ({ path, from: `/disk/${path}`, size: sizes[path] ?? texts[path]!.length }))
  return {
    name,
    files,
    formats: new Map(Object.entries(formats)),
    refused: [],
    text: (path) => texts[path] ?? null,
  }
}
