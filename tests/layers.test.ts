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
  [/^src\/release\//],
  [/^src\/formats\//],
  [/^src\/documents\.ts$/],
  [/^src\/site\//, /^src\/env\.d\.ts$/],
  [/^src\/pages\//],
  [/^src\/(prepare|verify)\.ts$/],
  [/^src\/publish\//],
  [/^src\/(publish|integration)\.ts$/],
  [/^src\/verify-store\//],
  [/^src\/client\//],
  [/^src\/(contribute|deploy|doctor)\//],
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

/** Without those of types alone, which leave nothing behind: files by their paths, packages by their names. */
function runtimeImports(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8')
  const stated = /^(?:(?:import|export)(?! type\b)[^'()=;]*? from|import) '([^']+)'|\bimport\('([^']+)'\)/gm
  const found = [...text.matchAll(stated)]
  return found
    .map(([, atTop, asked]) => atTop ?? asked!)
    .map((name) => (isBare(name) ? name : normalize(join(dirname(file), name)).replaceAll('\\', '/')))
}

function isBare(name: string): boolean {
  return !name.startsWith('.') && !name.startsWith('src/')
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

  it('give the client nothing that its package does not bring', () => {
    const reached = new Set(files.filter((file) => file.startsWith('src/client/')))
    for (const file of reached)
      for (const imported of runtimeImports(file)) if (!isBare(imported)) reached.add(imported)
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>
    }
    const foreign = [...reached].flatMap((file) => runtimeImports(file).filter(isBare))
    expect(new Set(foreign.filter((name) => !name.startsWith('node:')))).toEqual(
      new Set(Object.keys(dependencies)),
    )
    expect(reached.size).toBeGreaterThan(150)
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
