/** `npm run verify -- URL|DIR`: checks a published store. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { artifactsDir } from '../src/lib/artifact-path.ts'
import { parsePublicKey, type PublicKey } from '../src/lib/minisign.ts'
import { isPrivateHost } from '../src/lib/http-open.ts'
import { UserError } from '../src/lib/user-error.ts'
import { formatBytes, plain, plural } from '../src/site/format.ts'
import { folderSource } from '../src/verify-store/folder-source.ts'
import { rebuild } from '../src/verify-store/rebuild.ts'
import type { StoreSource } from '../src/verify-store/store-source.ts'
import { verifyStore, type Verdict } from '../src/verify-store/verify-store.ts'
import { webSource } from '../src/verify-store/web-source.ts'
import { hasErrors, quote } from '../src/zoo/problem.ts'
import { label, printProblems, readOptions, toWorkplace, WORKPLACE_FLAGS } from './command.ts'
import { placesApart } from './places.ts'
import { showProgress } from './progress.ts'

const OPTIONS = ['pubkey', 'serial', 'zoo', 'archive']

export async function run(args: string[]): Promise<number> {
  const { places, others } = placesApart(args, OPTIONS)
  const options = readOptions(others, OPTIONS, ['rebuild', ...WORKPLACE_FLAGS])
  const workplace = await toWorkplace({ ...options, out: undefined })
  const isRebuilt = options['rebuild'] !== undefined
  const pinned = options['pubkey'] === undefined ? null : readPublicKey(options['pubkey'])
  const serial = readSerial(options['serial'])
  const place = onePlace(places, workplace.distDir)
  const source = openSource(place)
  const openArchives = (artifacts: string) => openApart(place, artifacts)
  const progress = showProgress()
  const verdict = await verifyStore({
    ...{ source, apart: openArchives, pinned, serial, progress, now: Math.floor(Date.now() / 1000) },
    rebuild: isRebuilt ? (found) => rebuild({ ...found, workplace, progress }) : null,
  }).finally(progress.done)
  printProblems(verdict.problems, 'Do not use this store until that is mended.')
  if (hasErrors(verdict.problems)) return 1
  console.log(plain(praise(verdict, source.label, { isPinned: pinned !== null, isRebuilt })))
  return 0
}

function onePlace(places: readonly string[], byDefault: string): string {
  if (places.length > 1)
    throw new UserError(
      `One store at a time, and these are ${places.length}: ${places.map(quote).join(', ')}.`,
    )
  return places[0] ?? byDefault
}

function openSource(place: string): StoreSource {
  return isAddress(place) ? webSource(place) : folderSource(resolve(place), label(resolve(place)))
}

function isAddress(place: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(place)
}

/** Archives that a store in a folder publishes elsewhere lie beside it, where its build left them. */
function openApart(place: string, artifacts: string): StoreSource | null {
  if (isAddress(place)) return webSource(artifacts, undefined, !isPrivateHost(new URL(place)))
  const dir = artifactsDir(resolve(place))
  return existsSync(dir) ? folderSource(dir, label(dir)) : null
}

/** The key itself, or the name of a file that holds it. */
function readPublicKey(given: string): PublicKey {
  try {
    return parsePublicKey(existsSync(given) ? readFileSync(given, 'utf8').slice(0, 8192) : given)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    throw new UserError(`--pubkey is ${quote(given)}. ${error.message}`)
  }
}

function readSerial(given: string | undefined): number {
  if (given === undefined || /^\d{1,15}$/.test(given)) return Number(given ?? 0)
  throw new UserError('--serial must be the number that the last check of this store told.')
}

function praise(
  { files, bytes, signed }: Verdict,
  store: string,
  { isPinned, isRebuilt }: { isPinned: boolean; isRebuilt: boolean },
): string {
  return [
    `${store}/ is whole: ${plural(files, 'file')}, ${formatBytes(bytes)}, each as SHA256SUMS lists it, and every link of its documents leads somewhere.`,
    ...(isRebuilt ? ['A rebuild from this checkout gave the same bytes.'] : []),
    signed === null
      ? 'It is not signed: nobody has changed it by accident, but anybody may have made it.'
      : signature(signed, isPinned),
  ].join('\n')
}

function signature(
  { keyId, publicKey, serial, expires }: NonNullable<Verdict['signed']>,
  isPinned: boolean,
): string {
  const facts = [
    `Signed with the key ${keyId}`,
    ...(serial === undefined ? [] : [`serial ${serial}`]),
    ...(expires === undefined ? [] : [`good until ${expires}`]),
  ].join(', ')
  if (isPinned) return `${facts}.`
  return `${facts}. That key came with the store: compare it with the one that its owner gave you, or say --pubkey ${publicKey}`
}
