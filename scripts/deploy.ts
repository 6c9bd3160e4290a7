/** `npm run deploy -- s3://BUCKET[/PREFIX]|FOLDER`: brings a built store to where it is served. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { deploy, type Deployed } from '../src/deploy/deploy.ts'
import { folderTarget } from '../src/deploy/folder-target.ts'
import type { DeployFolder } from '../src/deploy/plan.ts'
import { parseS3Address } from '../src/deploy/s3-address.ts'
import { someOf } from '../src/deploy/some-of.ts'
import type { Target } from '../src/deploy/target.ts'
import { artifactsDir } from '../src/lib/artifact-path.ts'
import { BusyError, lock, type Lock } from '../src/lib/lock.ts'
import { realPath } from '../src/lib/real-path.ts'
import { heal } from '../src/lib/swap.ts'
import { systemFault } from '../src/lib/system-fault.ts'
import { UserError } from '../src/lib/user-error.ts'
import { ARTIFACTS_MARKER } from '../src/publish/artifacts.ts'
import { formatBytes, formatCount, plain, plural } from '../src/site/format.ts'
import { quote } from '../src/zoo/problem.ts'
import { isIn, label, readOptions } from './command.ts'
import { placesApart } from './places.ts'
import { showProgress } from './progress.ts'

const OPTIONS = ['endpoint', 'region', 'dist']
const FLAGS = ['artifacts-only', 'site-only', 'delete-pages', 'dry-run']

export async function run(args: string[]): Promise<number> {
  const { place, options } = readArguments(args)
  const dist = resolve(options['dist'] ?? resolve(import.meta.dirname, '..', 'dist'))
  const folder = chooseFolder(dist, options)
  const target = await openTarget(place, folder.dir, options)
  const held = await lock(dist)
  const progress = showProgress()
  try {
    heal(dist)
    const deletePages = options['delete-pages'] !== undefined
    const isDryRun = options['dry-run'] !== undefined
    const deployed = await deploy({ folder, target, deletePages, isDryRun, progress }).finally(progress.done)
    console.log(plain(summary(deployed, { from: label(folder.dir), to: target.label, isDryRun })))
    return 0
  } catch (error) {
    throw deployFault(error)
  } finally {
    await target.close()
    await held.release()
  }
}

/** What the disk refuses: here nothing was built, and there are no options for another place. */
function deployFault(error: unknown): unknown {
  const fault = systemFault(error, '')
  if (fault === null) return error
  return new UserError(`${fault.sentence} What was deployed stays, and the next run goes on from there.`)
}

function readArguments(args: readonly string[]) {
  const { places, others } = placesApart(args, OPTIONS)
  const [place] = places
  const options = readOptions(others, OPTIONS, FLAGS)
  if (place === undefined || places.length > 1)
    throw new UserError('Say where to: npm run deploy -- s3://BUCKET/PREFIX, or npm run deploy -- /srv/zoo.')
  return { place, options }
}

/** The store's own folder, or that of its archives: they go to different places. */
function chooseFolder(dist: string, options: Record<string, string | undefined>): DeployFolder {
  const [archivesOnly, siteOnly] = ['artifacts-only', 'site-only'].map((name) => options[name] !== undefined)
  const apart = artifactsDir(dist)
  const isApart = existsSync(join(apart, ARTIFACTS_MARKER))
  if (archivesOnly && siteOnly)
    throw new UserError('--artifacts-only and --site-only leave nothing to deploy. Give one.')
  if (archivesOnly && !isApart)
    throw new UserError(
      `There is no ${label(apart)}/: the archives of this store lie beside its pages. Say "artifacts: https://…" in the store's card and build again, or leave --artifacts-only out.`,
    )
  if (isApart && !archivesOnly && !siteOnly)
    throw new UserError(
      `This store publishes its archives apart from its pages, so they go to two places. Deploy ${label(apart)}/ with --artifacts-only and ${label(dist)}/ with --site-only.`,
    )
  return archivesOnly ? { dir: apart, kind: 'artifacts' } : { dir: dist, kind: 'site' }
}

async function openTarget(
  place: string,
  from: string,
  { endpoint, region }: Record<string, string | undefined>,
): Promise<Target & { close: () => void | Promise<void> }> {
  if (place.startsWith('s3://')) {
    if (endpoint !== undefined && !/^https?:\/\/[^/?#]+\/?$/.test(endpoint))
      throw new UserError(`--endpoint is ${quote(endpoint)}. It must be like https://s3.lab.example.`)
    // The SDK is the heaviest thing here, and a folder needs none of it.
    const { s3Target } = await import('../src/deploy/s3-target.ts')
    return s3Target({ ...parseS3Address(place), endpoint, region })
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(place))
    throw new UserError(
      `${quote(place)} is neither a bucket (s3://…) nor a folder. Other places: docs/deploying.md.`,
    )
  const dir = resolve(place)
  if (isIn(realPath(dir), realPath(from)) || isIn(realPath(from), realPath(dir)))
    throw new UserError(`${label(dir)} and ${label(from)} lie in each other. Name another folder.`)
  const held = await lockPlace(dir)
  return { ...folderTarget(dir, label(dir)), close: held.release }
}

/** Two deploys of one machine would write over each other's halves. */
async function lockPlace(dir: string): Promise<Lock> {
  try {
    return await lock(dir)
  } catch (error) {
    if (!(error instanceof BusyError)) throw error
    throw new UserError(
      `Another deploy to ${label(dir)} is running. Wait until it has ended, then run this command again. Nothing was deployed.`,
    )
  }
}

function summary(
  { files, put, bytes, removed, stale, unlisted }: Deployed,
  { from, to, isDryRun }: { from: string; to: string; isDryRun: boolean },
): string {
  const [puts, removes] = isDryRun ? ['Would put', 'Would remove'] : ['Put', 'Removed']
  const sums = isDryRun ? '' : ', each verified by its sum'
  const lines =
    put === 0
      ? [`Nothing is new: ${to} holds all ${plural(files, 'file')} of ${from}/.`]
      : [
          `${puts} ${plural(put, 'file')}, ${formatBytes(bytes)}, of ${from}/ into ${to}${sums}; ${formatCount(files - put)} were there.`,
        ]
  if (removed > 0) lines.push(`${removes} ${plural(removed, 'page')} that the store has no more.`)
  if (stale > 0)
    lines.push(
      `${plural(stale, 'page')} that the store has no more ${stale === 1 ? 'is' : 'are'} left there; --delete-pages removes them.`,
    )
  if (unlisted.length > 0)
    lines.push(
      `Left out of ${from}/, since no build made ${unlisted.length === 1 ? 'it' : 'them'}: ${someOf(unlisted)}. Whatever else belongs there, put it there yourself.`,
    )
  if (isDryRun) lines.push('Nothing was changed: this was a dry run.')
  return lines.join('\n')
}
