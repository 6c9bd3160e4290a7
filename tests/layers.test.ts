/** The layers of docs/decisions.md: a file imports from its own layer and from those below it, never from above. */
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..')

/** From the bottom up. Two groups of one layer do not know each other. */
const LAYERS: readonly (readonly RegExp[])[] = [
  [/^src\/lib\//],
  [/^src\/inspect\//],
  [/^src\/zoo\//],
  [/^src\/check\//, /^src\/pack\//],
  [/^src\/store\.ts$/],
  [/^src\/formats\//],
  [/^src\/documents\.ts$/],
  [/^src\/site\//, /^src\/env\.d\.ts$/],
  [/^src\/pages\//],
  [/^src\/(prepare|verify)\.ts$/],
  [/^src\/publish\//],
  [/^src\/(publish|integration)\.ts$/],
  [/^src\/verify-store\//],
  [/^src\/client\//],
  [/^scripts\//],
]

/** The store's type names what packing makes, so packing may know it. */
const ALLOWED_UPWARDS: readonly [RegExp, string][] = [[/^src\/pack\//, 'src/store.ts']]

const files = globSync(['src/**/*.{ts,astro}', 'scripts/*.ts'], { cwd: ROOT }).map((path) =>
  path.replaceAll('\\', '/'),
)

function place(file: string): { layer: number; group: number } {
  const layer = LAYERS.findIndex((groups) => groups.some((group) => group.test(file)))
  return { layer, group: LAYERS[layer]?.findIndex((group) => group.test(file)) ?? -1 }
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8')
  return [...text.matchAll(/(?:from|import)\s+'(\.[^']+)'/g)].map(([, path = '']) =>
    normalize(join(dirname(file), path.replace(/\?.*$/, ''))).replaceAll('\\', '/'),
  )
}

function breaksLayers(file: string, imported: string): boolean {
  const [from, to] = [place(file), place(imported)]
  if (ALLOWED_UPWARDS.some(([above, path]) => above.test(file) && path === imported)) return false
  return to.layer > from.layer || (to.layer === from.layer && to.group !== from.group)
}

describe('the layers', () => {
  it('hold every file of the source', () => {
    expect(files.length).toBeGreaterThan(50)
    expect(files.filter((file) => place(file).layer === -1)).toEqual([])
  })

  it('import downwards only', () => {
    const broken = files.flatMap((file) =>
      importsOf(file)
        .filter((imported) => breaksLayers(file, imported))
        .map((imported) => `${file} → ${imported}`),
    )
    expect(broken).toEqual([])
  })

  it('keep Astro at the edge', () => {
    const core = files.filter((file) =>
      /^src\/(lib|zoo|check|pack|formats)\/|^src\/(store|documents)\.ts$/.test(file),
    )
    const withAstro = core.filter((file) => /from 'astro/.test(readFileSync(join(ROOT, file), 'utf8')))
    expect(withAstro).toEqual([])
  })

  it('leave formats without disk, clock and environment', () => {
    const formats = files.filter((file) => /^src\/formats\/|^src\/documents\.ts$/.test(file))
    const impure = formats.filter((file) =>
      /from 'node:|process\.|new Date\(\)|Date\.now|performance\.|Math\.random|import\.meta/.test(
        readFileSync(join(ROOT, file), 'utf8'),
      ),
    )
    expect(impure).toEqual([])
  })
})
