/** The sums that an `entry.json` states of all versions, those withdrawn among them, whose files nobody can fetch any more. */
import { quote } from '../../zoo/problem.ts'
import { field, objectField, objectsField, sha256Field, textField } from './document-fields.ts'
import { isObject, type JsonObject } from './parse-document.ts'
import { fileNameOf } from './remote-place.ts'

const MOST_VERSIONS = 10_000
const MOST_DOWNLOADS = 1000
const MOST_FILES = 200_000

/** Each sum, and what it is the sum of: `weights.tar.gz of liver 1.0`. Versions that stand come first. `id` is the model's. */
export function* documentSums(document: JsonObject, id: string): Generator<[sha256: string, what: string]> {
  const versions = objectsField(document, 'versions', MOST_VERSIONS)
  const isYanked = (version: JsonObject) => isObject(field(version, 'yanked'))
  for (const version of [...versions.filter((one) => !isYanked(one)), ...versions.filter(isYanked)]) {
    const name = `${id} ${textField(version, 'version', 100)}${withdrawnText(version)}`
    const singles = [objectField(version, 'torchHub'), objectField(version, 'monai')]
    for (const download of [...objectsField(version, 'downloads', MOST_DOWNLOADS), ...singles]) {
      const file = fileName(download)
      yield* summed(download, `${file} of ${name}`)
      for (const inside of objectsField(download, 'files', MOST_FILES))
        yield* summed(inside, `${textField(inside, 'path')} in ${file} of ${name}`)
    }
  }
}

function* summed(object: JsonObject, what: string): Generator<[sha256: string, what: string]> {
  const sha256 = sha256Field(object)
  if (sha256 !== null) yield [sha256, what]
}

function fileName(download: JsonObject): string {
  return fileNameOf(
    textField(download, 'path') || textField(download, 'url', 2000),
    textField(download, 'section', 100),
  )
}

function withdrawnText(version: JsonObject): string {
  const yanked = field(version, 'yanked')
  if (!isObject(yanked)) return ''
  return `, which was withdrawn on ${textField(yanked, 'date', 10)} (${quote(textField(yanked, 'reason', 1000))})`
}
