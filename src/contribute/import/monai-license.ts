/** What a MONAI bundle's files say of its licence. */
import { licenseOfText, licensesInText } from '../license-of-text.ts'
import { LICENSE_BYTES, LICENSE_FILES } from './license-files.ts'
import { cleanText, paragraphs } from './loose-values.ts'
import { readTreeText } from './source-text.ts'
import { hasFile, type SourceTree } from './source-tree.ts'

/** Of the entry, which holds the bundle's root. */
export const BUNDLE_SECTION = 'bundle'

const LICENSES = [...LICENSE_FILES, 'docs/license.txt', 'docs/LICENSE', 'docs/LICENSE.txt']
/** Bundles of 2022 have the licences of their data in docs/license.txt, and their own in the README alone. */
const OF_DATA = /^[\s=#*-]{0,200}(third[ -]party|data ?sets?|data)\b/i

/** A licence that is not known by its text is named, and the text linked. `readme` is the bundle's prose. */
export function bundleLicense(tree: SourceTree, readme: string, notes: string[]): object {
  const texts = LICENSES.filter((path) => hasFile(tree, path)).map((path) => ({
    path,
    text: cleanText(readTreeText(tree, path, LICENSE_BYTES)),
  }))
  const isOfData = ({ path, text }: { path: string; text: string }) =>
    path.startsWith('docs/') && OF_DATA.test(text)
  const ofData = texts.filter(isOfData).map(({ path }) => path)
  for (const path of [...ofData, 'docs/data_license.txt'].filter((name) => hasFile(tree, name)))
    notes.push(`${path} is about the data and stays in the bundle: say in the card what it asks of people.`)
  const own = texts.find((file) => !isOfData(file))
  return own === undefined ? licenseOfReadme(readme, notes) : licenseOfFile(own.path, own.text, notes)
}

function licenseOfFile(path: string, text: string, notes: string[]): object {
  const license = licenseOfText(text)
  if (license !== null) return { license }
  const found = licensesInText(text)
  notes.push(
    found.length > 0
      ? `${path} holds ${found.join(', ')} and other terms, so the card calls the licence "other". Look what is said of the weights.`
      : `${path} is none of the usual licences, so the card calls it "other". Look whether its name is right.`,
  )
  const first = paragraphs(text).split('\n')[0]!.trim().slice(0, 100)
  return {
    license: 'other',
    license_name: found.length > 0 || first === '' ? `See ${path}` : first,
    license_link: `${BUNDLE_SECTION}/${path}`,
  }
}

function licenseOfReadme(readme: string, notes: string[]): object {
  const said = /^#{1,6}[ \t]*licen[cs]e\b[^\n]{0,80}\n([^]{1,4000})/im.exec(readme)?.[1]
  const license = said === undefined ? null : licenseOfText(said)
  notes.push(
    license === null
      ? 'The bundle has no LICENSE. Add "license" to the card, with an SPDX id such as apache-2.0.'
      : `The bundle has no LICENSE. Its README says ${license}, and so does the card.`,
  )
  return license === null ? {} : { license }
}
