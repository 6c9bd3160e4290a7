/** Addresses of artifacts that cannot work, as the store's owner may mistake them. */
import type { Workplace } from '../prepare.ts'
import type { Site } from '../store.ts'
import { quote, type Problem } from '../zoo/problem.ts'

/** A release's page, where its files lie below `download/`. */
const RELEASE_PAGE = /^(https?:\/\/[^/]+\/[^/]+\/[^/]+\/releases)(?:\/tag\/([^/]+))?$/

/** Empty where archives are published beside the pages, or at an address of their own. */
export function misplacedArtifacts({ url, artifacts }: Site, workplace: Workplace): Problem[] {
  const fault = artifacts === null ? null : faultOf(url, artifacts)
  if (fault === null) return []
  const isFromCard = (workplace.artifactsUrl ?? null) === null
  const file = isFromCard ? `${workplace.label}/README.md` : 'ARTIFACTS_URL'
  return [{ file, message: `artifacts: ${fault}`, severity: 'error' }]
}

function faultOf(url: string, artifacts: string): string | null {
  if (artifacts === url)
    return `${quote(artifacts)} is the address of the store itself. Archives lie beside the pages without this key: remove it, or name another place.`
  if (artifacts.startsWith(`${url}/`))
    return `${quote(artifacts)} lies below the address of the store (${quote(url)}), where the store's own paths are. Name an address outside it.`
  const [, releases, tag] = RELEASE_PAGE.exec(artifacts) ?? []
  if (releases === undefined) return null
  return `${quote(artifacts)} is the page of a release. Its files lie at ${quote(`${releases}/download/${tag ?? '<tag>'}`)}: name that.`
}
