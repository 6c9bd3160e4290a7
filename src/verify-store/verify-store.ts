/**
 * Checks a published store from outside, with nothing of it trusted: signature, list, every file, what documents say of files, and
 * on demand a rebuild. All problems at once.
 */
import { SIGNATURE_FILE, SUMS_FILE } from '../lib/foreign.ts'
import type { PublicKey } from '../lib/minisign.ts'
import type { Progress } from '../publish/progress.ts'
import { formatProblem, sortProblems, type Problem } from '../zoo/problem.ts'
import { ApartArchives } from './apart.ts'
import { checkSignature, KEY_FILE, type Signed } from './check-signature.ts'
import { parseSums, SUMS_LIMIT, type Sums } from './parse-sums.ts'
import { Promises } from './promises.ts'
import { artifactsIn, isReadable, readClaims, storeUrlIn } from './read-claims.ts'
import { readFiles, type Wanted } from './read-files.ts'
import { compareSums, type RebuildInput } from './rebuild.ts'
import { FileFault, NoStoreError, readSmall, type StoreSource } from './store-source.ts'

export interface VerifyInput {
  source: StoreSource
  /** Where the archives can be read that the store publishes apart, at the address given; null: nowhere, or absent: nobody knows. */
  apart?: (artifacts: string) => StoreSource | null
  /** The key that the person has; null: the store's own will do. */
  pinned: PublicKey | null
  /** The highest serial that was seen before; 0: none. */
  serial: number
  /** Seconds since 1970. */
  now: number
  progress: Progress
  /** Makes the store anew; null: that is not asked for. */
  rebuild:
    | ((
        input: Pick<RebuildInput, 'storeUrl' | 'artifacts' | 'publicKey'>,
      ) => Promise<{ sums: Sums | null; problems: Problem[] }>)
    | null
}

export interface Verdict {
  /** Sorted; none where the store is whole. */
  problems: Problem[]
  files: number
  bytes: number
  /** Null: it is not signed, or not rightly. */
  signed: Signed | null
}

/** Bytes. */
const SMALL = 32 * 1024
const DOCUMENT_LIMIT = 64 * 1024 * 1024
/** For files of a server of which no document says how large they are: pages, pictures, style sheets. */
const UNSTATED_LIMIT = 256 * 1024 * 1024
const SITEMAP = 'sitemap.xml'
const CATALOGUE = 'catalogue.json'
/** What every store has; without the first of them nothing of it can be found. */
const EXPECTED = [CATALOGUE, 'index.html', 'master.json', 'robots.txt', SITEMAP]

/** @throws UserError where there is no store, or it cannot be read any more. */
export async function verifyStore(input: VerifyInput): Promise<Verdict> {
  const { source, progress } = input
  progress.step('Looking')
  const { list, known, problems: missing } = await readRoots(source)
  const { signed, problems: unproved } = checkSignature({
    ...input,
    ...known,
    label: source.label,
    sums: list,
  })
  const { sums, problems: wrongLines } = parseSums(list, `${source.label}/${SUMS_FILE}`)
  const read = await readAll(input, sums)
  const apart = await checkApart(input, read)
  const publicKey = known.published === null ? null : (signed?.publicKey ?? null)
  const problems = [
    ...[...missing, ...unproved, ...wrongLines, ...unlisted(source, sums), ...absent(source.label, sums)],
    ...[...read.problems, ...read.promises.broken(read.sizes)],
    ...apart.problems,
    ...(await compareRebuilt(input, sums, { ...read, publicKey })),
  ]
  const bytes = [...read.sizes.values()].reduce((sum, size) => sum + size, apart.bytes)
  return { problems: sortProblems(problems), files: sums.size + apart.files, bytes, signed }
}

/** Of a store that publishes its archives beside its pages, nothing. */
async function checkApart({ apart, progress }: VerifyInput, read: ReadStore) {
  if (read.artifacts === null || read.apart.count === 0) return { problems: [], files: 0, bytes: 0 }
  return read.apart.check(apart?.(read.artifacts) ?? null, read.artifacts, progress)
}

/** The files that everything else hangs on. */
async function readRoots(source: StoreSource) {
  const problems: Problem[] = []
  const list = await readOr(source, SUMS_FILE, SUMS_LIMIT, problems)
  if (list === null) {
    const [fault] = problems
    throw new NoStoreError(
      fault === undefined
        ? `${source.label}/ has no ${SUMS_FILE}, so it is no store. Name the folder or the address that the catalogue lies in.`
        : formatProblem(fault),
    )
  }
  const signature = await readOr(source, SIGNATURE_FILE, SMALL, problems)
  const published = await readOr(source, KEY_FILE, SMALL, problems)
  const known = { signature: signature?.toString() ?? null, published: published?.toString() ?? null }
  return { list, known, problems }
}

/** Null where there is no such file; where it cannot be read, with a problem. */
async function readOr(
  source: StoreSource,
  path: string,
  limit: number,
  problems: Problem[],
): Promise<Buffer | null> {
  try {
    return await readSmall(source, path, limit)
  } catch (error) {
    if (!(error instanceof FileFault)) throw error
    problems.push({ file: `${source.label}/${path}`, message: error.message, severity: 'error' })
    return null
  }
}

interface ReadStore {
  promises: Promises
  apart: ApartArchives
  /** Where the archives are published apart; null: they are not. */
  artifacts: string | null
  problems: Problem[]
  sizes: Map<string, number>
  storeUrl: string | null
}

/** Documents first, which know the sizes of the rest. */
async function readAll({ source, progress }: VerifyInput, sums: Sums): Promise<ReadStore> {
  const promises = new Promises(source.label, sums)
  const storeUrl = await readFrom(source, sums, SITEMAP, storeUrlIn)
  const artifacts = await readFrom(source, sums, CATALOGUE, artifactsIn)
  const apart = new ApartArchives(source.label)
  const read: ReadStore = { promises, apart, artifacts, problems: [], sizes: new Map(), storeUrl }
  const told = { progress, onSize: (path: string, size: number) => void read.sizes.set(path, size) }
  const paths = [...sums.keys()]
  const documents = paths.filter(isReadable).map((path) => wantedDocument(path, source, read))
  progress.step('Reading documents', { entries: documents.length, unit: 'file' })
  const wrongDocuments = await readFiles(source, sums, documents, told)
  const rest = wantedFiles(
    paths.filter((path) => !isReadable(path)),
    source,
    promises,
  )
  const bytes = rest.reduce((sum, { size }) => sum + size, 0)
  progress.step('Checking files', { entries: rest.length, bytes, unit: 'file' })
  const wrongFiles = await readFiles(source, sums, rest, told)
  return { ...read, problems: [...read.problems, ...wrongDocuments, ...wrongFiles] }
}

/** A document that cannot be read is told when it is read with all others. */
async function readFrom(
  source: StoreSource,
  sums: Sums,
  path: string,
  find: (text: string) => string | null,
): Promise<string | null> {
  const bytes = sums.has(path) ? await readOr(source, path, DOCUMENT_LIMIT, []) : null
  return bytes === null ? null : find(bytes.toString())
}

function wantedDocument(path: string, { label }: StoreSource, read: ReadStore): Wanted {
  const onText = (text: string) => {
    const { claims, problems } = readClaims({
      path,
      file: `${label}/${path}`,
      text,
      storeUrl: read.storeUrl,
      artifacts: read.artifacts,
    })
    for (const claim of claims) (claim.isArtifact ? read.apart : read.promises).add(claim)
    for (const problem of problems) read.problems.push(problem)
  }
  return { path, limit: DOCUMENT_LIMIT, onText }
}

/** `size` is how large a file is by all that is known; 0: nothing is. */
function wantedFiles(
  paths: readonly string[],
  source: StoreSource,
  promises: Promises,
): (Wanted & { size: number })[] {
  const listed = source.list?.()
  const found = listed && new Map(listed.map(({ path, size }) => [path, size]))
  return paths.map((path) => {
    const stated = promises.sizeOf(path)
    return {
      path,
      size: found?.get(path) ?? stated ?? 0,
      limit: found ? Infinity : (stated ?? UNSTATED_LIMIT),
    }
  })
}

function unlisted({ label, list }: StoreSource, sums: Sums): Problem[] {
  const found = list?.() ?? []
  return found.flatMap(({ path, isRegular }) => {
    if (isRegular && (sums.has(path) || path === SUMS_FILE || path === SIGNATURE_FILE)) return []
    const message = isRegular
      ? `${SUMS_FILE} does not list this file, so nobody vouches for it. Remove it.`
      : 'This is a link or a special file, which no store has. Remove it.'
    return [{ file: `${label}/${path}`, message, severity: 'error' as const }]
  })
}

function absent(label: string, sums: Sums): Problem[] {
  return EXPECTED.filter((path) => !sums.has(path)).map((path) => ({
    file: `${label}/${path}`,
    message: `${SUMS_FILE} does not list this file, which every store has. Publish the store again.`,
    severity: 'error' as const,
  }))
}

async function compareRebuilt(
  { source, rebuild }: VerifyInput,
  sums: Sums,
  {
    storeUrl,
    artifacts,
    publicKey,
  }: Pick<ReadStore, 'storeUrl' | 'artifacts'> & { publicKey: string | null },
): Promise<Problem[]> {
  if (rebuild === null) return []
  if (storeUrl === null) {
    const message =
      'It does not say what address the store was made for, so there is no rebuild. Publish the store again.'
    return [{ file: `${source.label}/sitemap.xml`, message, severity: 'error' }]
  }
  const rebuilt = await rebuild({ storeUrl, artifacts, publicKey })
  return rebuilt.sums === null ? rebuilt.problems : compareSums(source.label, sums, rebuilt.sums)
}
