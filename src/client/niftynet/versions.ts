/** What the versions in a spec ask for. */
import { UserError } from '../../lib/user-error.ts'
import { quote } from '../../zoo/problem.ts'
import { compareVersions } from './loose-version.ts'
import type { Spec } from './spec.ts'

/** The release whose `net_download` this one does the same as. */
export const NIFTYNET_VERSION = '0.6.0'
const DOWNLOAD_API_VERSION = '1.0'

/** @throws UserError where the model is for newer programs. */
export function checkMinimumVersions({ config, source }: Spec): void {
  const api = config.get('min_download_api')
  if (api !== undefined && isAbove(api, DOWNLOAD_API_VERSION))
    throw new UserError(
      `${source}: This example requires a newer version of NiftyNet. Nothing was downloaded.`,
    )
  const niftynet = config.get('min_niftynet')
  if (niftynet !== undefined && isAbove(niftynet, NIFTYNET_VERSION))
    throw new UserError(
      `${source}: This example requires NiftyNet version ${quote(niftynet)} or later, and this program knows what ${NIFTYNET_VERSION} does. Nothing was downloaded.`,
    )
}

/** What has no order may be anything, also newer. */
function isAbove(version: string, known: string): boolean {
  return (compareVersions(version, known) ?? 1) > 0
}

/** True where `served` is newer than `installed`. @throws UserError where nobody can tell. */
export function isNewer(served: Spec, installed: ReadonlyMap<string, string>): boolean {
  const [old, now] = [installed.get('version'), served.config.get('version')]
  if (old === undefined) return now !== undefined
  if (now === undefined)
    throw new UserError(
      `${served.source}: it has no version any more, and version ${quote(old)} is installed. Use the -r option to download it again.`,
    )
  return ordered(old, now, served.source) < 0
}

function ordered(a: string, b: string, source: string): number {
  const order = compareVersions(a, b)
  if (order !== null) return order
  throw new UserError(
    `${source}: nobody can tell which of the versions ${quote(a)} and ${quote(b)} is newer. Tell the zoo's owner. Use the -r option to download whatever is there.`,
  )
}
