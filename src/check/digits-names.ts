/**
 * Names of a DIGITS snapshot's files, each of which becomes an address of the store.
 */
import type { Entry, SourceFile } from '../zoo/entry.ts'
import type { Problem } from '../zoo/problem.ts'
import type { CheckContext } from './check.ts'

/** Files and folders that the store itself publishes beside the snapshot's. */
const TAKEN =
  /^(index\.html|main\.ini|entry\.json|cite\.(bib|ris)|feed\.(xml|json)|registry\.txt|media|SHA256SUMS)$/i
/**
 * What a browser shows as a page or runs in one, and what a web server runs: either would speak with the store's voice. Any part
 * of the name counts, since Apache reads `x.html.fr` and `x.php.txt` so. nginx compresses .html besides.
 */
const ACTIVE =
  /\.(s?html?|xht(ml)?|mht(ml)?|svgz?|xml|xslt?|rss|atom|rdf|m?js|css|pdf|swf|php\d?|phtml|phar|cgi|fcgi|pl|asp|aspx|jspx?)(\.|$)/i
/** Documents that the store writes; DIGITS' own spelling of them is no clash. */
const WRITTEN = /^(info\.json|aux\.json|license\.txt)$/i
/** Apache on Debian compresses .txt; once that is larger than this it has no Content-Length, and DIGITS fails. */
const COMPRESSED_TEXT = 64 * 1024

export function checkDigitsNames(entries: readonly Entry[], { label }: CheckContext): Problem[] {
  return entries.flatMap((entry) =>
    (entry.digits?.files ?? [])
      .filter(({ path }) => !path.includes('/'))
      .flatMap((file) =>
        nameProblems(entry, file).map((one) => ({ ...one, file: `${label}/${entry.id}/${file.from}` })),
      ),
  )
}

function nameProblems(entry: Entry, { path, size }: SourceFile): Omit<Problem, 'file'>[] {
  if (TAKEN.test(path) || path === entry.version || (WRITTEN.test(path) && path !== path.toLowerCase())) {
    return [
      {
        message: 'The store has a page or file of its own under this name. Rename it here and in info.json.',
        severity: 'error',
      },
    ]
  }
  if (ACTIVE.test(path)) {
    const message =
      'A browser would open this file as a page of the store. Remove it, or give it another ending here and in info.json.'
    return [{ message, severity: 'error' }]
  }
  if (/\.txt$/i.test(path) && size > COMPRESSED_TEXT) {
    const message =
      'Apache compresses .txt files, and a large one then comes without the length that DIGITS needs. Name it without ' +
      '.txt, here and in info.json, if the store is to be served by Apache.'
    return [{ message, severity: 'warning' }]
  }
  return []
}
