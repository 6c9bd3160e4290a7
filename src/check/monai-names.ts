/**
 * MONAI knows a bundle by its name alone: of two with one name, its lists hold one, and each is unpacked over the other.
 */
import { bundleName, bundleRoot } from '../zoo/monai-name.ts'
import { quote, type Problem } from '../zoo/problem.ts'
import type { CheckContext, Named } from './check.ts'

export function checkMonaiNames(
  entries: readonly Named[],
  { label }: Pick<CheckContext, 'label'>,
): Problem[] {
  const seen = new Map<string, string>()
  return entries.filter(isBundle).flatMap(({ id }): Problem[] => {
    const name = bundleName(id)
    const first = seen.get(name)
    seen.set(name, first ?? id)
    if (first === undefined) return []
    const message = `MONAI calls this bundle ${quote(name)}, and that of ${label}/${first} too: it then finds one of them. Rename one of the two.`
    return [{ file: `${label}/${id}`, message, severity: 'error' }]
  })
}

function isBundle({ nnunet, monai, sections }: Named): boolean {
  if (nnunet) return false
  return monai != null || (sections ?? []).some(({ files }) => bundleRoot(files ?? []) !== null)
}
