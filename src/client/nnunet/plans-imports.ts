/** What the plans in a zip make nnU-Net import: see `inspect/network/plan-imports.ts`. */
import { basename } from 'node:path'
import { withFile } from '../../lib/byte-source.ts'
import { planImports } from '../../inspect/network/plan-imports.ts'
import { JSON_LIMIT, parseJsonObject } from '../../zoo/json-text.ts'
import { plansPath, type ZipLayout } from './zip-layout.ts'

/** Paths in the zip of all plans that nnU-Net may come to read, whatever they are called there. */
export function plansIn({ folders }: Pick<ZipLayout, 'folders'>): string[] {
  return folders.flatMap(({ from, to, paths }) => {
    const own = plansPath(to, paths)
    const plans = paths.filter((path) => path === own || /plans\.json$/i.test(basename(path)))
    return plans.map((path) => (from === '' ? path : `${from}/${path}`))
  })
}

/** Names that are no parts of networks as far as anybody knows; null: the file is no JSON, so that nobody can tell. */
export function importsOfPlans(path: string): string[] | null {
  const text = withFile(path, (bytes) =>
    bytes.size <= JSON_LIMIT ? bytes.read(0, JSON_LIMIT).toString('utf8') : null,
  )
  const parsed = text === null ? null : parseJsonObject(text, path)
  return !parsed?.value || parsed.problems.length > 0 ? null : planImports(parsed.value)
}
