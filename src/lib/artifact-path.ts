/**
 * Where an archive lies that a store publishes apart from its pages (`artifacts` in the store's card).
 *
 * A bucket or a host keeps the store's own paths. A release on GitHub, or on Forgejo, which has the same addresses, has no folders: there
 * the components are joined, and what is no letter, digit, `.`, `_` or `-` becomes a dot, as GitHub itself would make it.
 */

/** `https://github.com/<owner>/<repo>/releases/download/<tag>` */
const RELEASE = /^https?:\/\/[^/]+\/[^/]+\/[^/]+\/releases\/(?:download\/[^/]+|latest\/download)$/

/** An own file's address: beside the pages, or among the artifacts. */
export type OwnPlace = { path: string; url: string } | { path: null; artifact: string; url: string }

/** Where a build leaves the archives of the store in `distDir`: beside it. */
export function artifactsDir(distDir: string): string {
  return `${distDir}-artifacts`
}

/** Whether all files lie side by side at this address. */
export function isRelease(artifacts: string): boolean {
  return RELEASE.test(artifacts)
}

/** The path below `artifacts` of what would lie at `<id>/<version>/<file>` beside the pages. */
export function artifactPath(artifacts: string, path: string): string {
  if (!isRelease(artifacts)) return path
  const [id = '', version = '', file = ''] = path.split('/')
  // torch.hub takes the first `-<digits>.` of a name for its sum, and such a name tells id and version by itself.
  const own = `${id}_v${version}`.replaceAll('.', '_')
  const flat = file.startsWith(`${own}-`) ? file : path.replaceAll('/', '--')
  return flat.replace(/[^A-Za-z0-9._-]/g, '.')
}

/** Where `<id>/<version>/<file>` is published; `artifacts` null: beside the pages. */
export function ownPlace(site: { url: string; artifacts: string | null }, path: string): OwnPlace {
  if (site.artifacts === null) return { path, url: `${site.url}/${encodeURI(path)}` }
  const artifact = artifactPath(site.artifacts, path)
  return { path: null, artifact, url: `${site.artifacts}/${encodeURI(artifact)}` }
}
