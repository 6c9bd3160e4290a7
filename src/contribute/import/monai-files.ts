/** What a MONAI bundle's files say: its licence, and weights that are hosted elsewhere. */
import { parseForeignYaml, YAML_LIMIT } from './foreign-yaml.ts'
import { licenseOfText } from '../license-of-text.ts'
import { cleanText, line, list, paragraphs, record } from './loose-values.ts'
import { readTreeText } from './source-text.ts'
import { hasFile, some, type SourceTree } from './source-tree.ts'

const LICENSE_BYTES = 256 * 1024
/** Of the entry, which holds the bundle's root. */
export const BUNDLE_SECTION = 'bundle'

/** A licence that is not known by its text is named, and the text linked. */
export function bundleLicense(tree: SourceTree, notes: string[]): object {
  const path = [
    'LICENSE',
    'LICENSE.txt',
    'LICENSE.md',
    'docs/license.txt',
    'docs/LICENSE',
    'docs/LICENSE.txt',
  ].find((name) => hasFile(tree, name))
  if (hasFile(tree, 'docs/data_license.txt'))
    notes.push(
      'docs/data_license.txt is about the data and stays in the bundle: say in the card what it asks of people.',
    )
  if (path === undefined) {
    notes.push('The bundle has no LICENSE. Add "license" to the card, with an SPDX id such as apache-2.0.')
    return {}
  }
  const text = cleanText(readTreeText(tree, path, LICENSE_BYTES))
  const license = licenseOfText(text)
  if (license !== null) return { license }
  notes.push(
    `${path} is none of the usual licences, so the card calls it "other". Look whether its name is right.`,
  )
  const name = paragraphs(text).split('\n')[0]!.trim().slice(0, 100)
  return { license: 'other', license_name: name || 'See LICENSE', license_link: `${BUNDLE_SECTION}/${path}` }
}

/** Bundles of the model zoo keep weights elsewhere, and say where; MONAI itself fetches them. */
export function missingFiles(tree: SourceTree): string[] {
  const path = tree.files.find((file) => /^large_files?\.(ya?ml|json)$/.test(file.path))?.path
  if (path === undefined) return []
  const stated = list(parseForeignYaml(readTreeText(tree, path, YAML_LIMIT), path)['large_files'])
  const absent = stated.map((file) => line(record(file)['path']) ?? '').filter((name) => !hasFile(tree, name))
  return absent.length === 0
    ? []
    : [
        `${some(absent)} is hosted elsewhere, as ${path} says, and is not here. Fetch it with "python -m monai.bundle download_large_files" in the bundle, then import that.`,
      ]
}
