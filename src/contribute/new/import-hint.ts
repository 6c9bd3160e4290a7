/** Files that another program described: `npm run import` carries over more of them than `npm run new` can find out. */
import { shellWord } from '../../site/quote.ts'
import type { Layout } from '../../zoo/entry.ts'
import { parseFrontMatter } from '../../zoo/front-matter.ts'
import { escapeHidden } from '../../zoo/problem.ts'
import { fileAtTop, type Clues } from './clues.ts'

/**
 * What to type instead, in two sentences; null: there is nothing that `import` knows. `layout` is how the files were understood here,
 * `source` the path that the person named; null: several.
 */
export function importHint(clues: Clues, layout: Layout, source: string | null): string | null {
  if (source === null || layout !== 'card') return null
  const kind = kindOfFolder(clues) ?? kindOfFile(clues)
  if (kind === null) return null
  const command = escapeHidden(`npm run import -- ${shellWord(source)}`)
  return `This looks like ${kind}. "${command}" would carry over what is written in it; "npm run new" takes the files as they are.`
}

const MARKS: readonly (readonly [RegExp, string])[] = [
  [/^(?:[^/]+\/)?configs\/metadata\.json$/, 'a MONAI bundle'],
  [/^(?:[^/]+\/)?(?:rdf|bioimageio|[\w-]+\.rdf)\.ya?ml$/, 'a model of BioImage.IO'],
  [/^(?:[^/]+\/)?main\.ini$/, "a model of NiftyNet's zoo"],
]

function kindOfFolder({ files, text }: Clues): string | null {
  const marked = MARKS.find(([mark]) => files.some(({ path }) => mark.test(path)))
  if (marked !== undefined) return marked[1]
  const readme = fileAtTop(files, /^readme\.md$/i)
  const isCard = readme !== undefined && isCardOfHub(text(readme.path) ?? '')
  return isCard ? 'a repository of Hugging Face' : null
}

/** Front matter in Hugging Face's keys that stand in no other program's files. */
function isCardOfHub(text: string): boolean {
  const { values } = parseFrontMatter(text, 'README.md')
  return (
    'license' in values && ('library_name' in values || 'pipeline_tag' in values || 'model-index' in values)
  )
}

const ARCHIVE = /\.(zip|tar|tgz|tar\.(gz|bz2|xz))$/i

/** One archive alone is what programs export. */
function kindOfFile({ files }: Clues): string | null {
  const [only, ...more] = files
  if (only === undefined || more.length > 0 || !ARCHIVE.test(only.path)) return null
  return 'an archive that another program may have written (an nnU-Net export, a DIGITS job, a MONAI bundle, a model of BioImage.IO)'
}
