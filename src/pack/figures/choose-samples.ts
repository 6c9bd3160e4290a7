/** Chooses the pictures among the data that an entry offers, few enough to look over. */
import type { Entry, Section, SourceFile } from '../../zoo/entry.ts'

const MOST = 6

const IMAGE = /\.(png|jpe?g|webp)$/i
const SECTIONS = /^(data|datasets?|demo|examples?|images?|samples?|test)$/i

/** Of the sections with data or examples, as many as are shown, from all over the list; pictures that the page shows already do not count. */
export function chooseSamples({ sections, pictures, thumbnail }: Entry): SourceFile[] {
  const shown = new Set([...pictures, ...(thumbnail ? [thumbnail] : [])].map(({ from }) => from))
  const found = sections
    .filter(isOfData)
    .flatMap(({ files }) => files ?? [])
    .filter(({ from }) => IMAGE.test(from) && !shown.has(from))
    .sort((a, b) => (a.from < b.from ? -1 : 1))
  const count = Math.min(MOST, found.length)
  return Array.from({ length: count }, (_, index) => found[Math.floor((index * found.length) / count)]!)
}

function isOfData({ name, destination }: Section): boolean {
  return destination === 'data' || destination === 'examples' || SECTIONS.test(name)
}
