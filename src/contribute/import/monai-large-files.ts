/**
 * `large_files.yml` of a MONAI bundle: weights that are kept elsewhere, with the sums by which MONAI knows them. Google Drive, where many
 * of them lie, may send a page in place of a file.
 */
import { createHash, getHashes } from 'node:crypto'
import { readSync } from 'node:fs'
import { join } from 'node:path'
import { withRegularFile } from '../../lib/files.ts'
import { parseForeignYaml, YAML_LIMIT } from './foreign-yaml.ts'
import { line, list, record } from './loose-values.ts'
import { readTreeText } from './source-text.ts'
import { hasFile, some, type SourceTree } from './source-tree.ts'

const NAME = /^large_files?\.(ya?ml|json)$/
/** What MONAI's own downloader checks. */
const HASHES = ['md5', 'sha1', 'sha256', 'sha512'].filter((name) => getHashes().includes(name))

interface LargeFile {
  path: string
  /** Lower case. */
  hash: string
  sum: string
}

/** Which of them are not here, and which are another file than is stated; full sentences. */
export function largeFileNotes(tree: SourceTree): string[] {
  const stated = tree.files.find((file) => NAME.test(file.path))?.path
  if (stated === undefined) return []
  const files = statedFiles(tree, stated)
  const absent = files.filter(({ path }) => !hasFile(tree, path)).map(({ path }) => path)
  const others = files.filter((file) => hasFile(tree, file.path) && isAnother(tree, file))
  return [
    ...(absent.length === 0 ? [] : [absentText(absent, stated)]),
    ...others.map(
      ({ path, hash }) =>
        `${some([path])}: the ${hash.toUpperCase()} is another than ${stated} states, so this is not the file that the bundle means. Fetch it again, or ask its authors.`,
    ),
  ]
}

function statedFiles(tree: SourceTree, path: string): LargeFile[] {
  const { large_files: files } = parseForeignYaml(readTreeText(tree, path, YAML_LIMIT), path)
  return list(files)
    .map(record)
    .map((file) => ({
      path: (line(file['path']) ?? '').replace(/^(\.\/)+/, ''),
      hash: (line(file['hash_type']) ?? 'md5').toLowerCase(),
      sum: (line(file['hash_val']) ?? '').toLowerCase(),
    }))
}

function absentText(paths: readonly string[], stated: string): string {
  const [are, them] = paths.length === 1 ? ['is', 'it'] : ['are', 'them']
  return `${some(paths)} ${are} hosted elsewhere, as ${stated} says, and ${are} not here. Fetch ${them} with "python -m monai.bundle download_large_files" in the bundle, then import that.`
}

/** False where no sum is stated, or one that cannot be compared. */
function isAnother(tree: SourceTree, { path, hash, sum }: LargeFile): boolean {
  if (!HASHES.includes(hash) || !/^[0-9a-f]{32,128}$/.test(sum)) return false
  const found = withRegularFile(join(tree.dir, path), (fd) => hashOf(fd, hash))
  return found !== null && found !== sum
}

function hashOf(fd: number, hash: string): string {
  const running = createHash(hash)
  const buffer = Buffer.allocUnsafe(1024 * 1024)
  for (let count = readSync(fd, buffer); count > 0; count = readSync(fd, buffer))
    running.update(buffer.subarray(0, count))
  return running.digest('hex')
}
