/** Searches the catalogue beside the page, so that typing never waits. Reads the store's `search/` once it is asked something. */
import { parseSearchRows, type SearchRow } from '../../formats/search-rows.ts'
import type { SearchIndex } from '../../formats/search-words.ts'
import { wordsOf } from '../../lib/words.ts'
import { CardIndex } from '../finder/card-index.ts'
import { findInCards, Finder, findText, type Found, type Hit } from '../finder/finder.ts'
import { CHUNK, type SearchReply, type SearchRequest, type ShownHit } from '../finder/messages.ts'
import { TextIndex } from '../finder/text-index.ts'

/** Entries that are indexed before a newer request may be heard. */
const STEP = 500

interface Opened {
  finder: Finder
  cards: CardIndex
}

let folder = ''
let opened: Promise<Opened> | null = null
let textIndex: Promise<TextIndex> | null = null
let newest = 0
let last: Hit[] = []

addEventListener('message', ({ data }: MessageEvent<SearchRequest>) => {
  if (data.kind === 'open') folder = data.folder
  open().then(({ finder }) => {
    if (data.kind === 'more') reply({ kind: 'more', number: data.number, hits: shown(finder, data.from) })
  }, fail)
  if (data.kind === 'find') find(data).catch(fail)
})

async function find({ number, query, expanded }: SearchRequest & { kind: 'find' }): Promise<void> {
  newest = number
  const { finder, cards } = await open()
  if (newest !== number) return
  const answer = (text: Hit[] | null, isComplete: boolean): void =>
    tell(number, finder, finder.find(query, text, expanded), isComplete)
  if (wordsOf(query.text).length === 0) {
    answer(null, true)
    return
  }
  const index = await (textIndex ??= indexRows(finder.rows))
  if (newest !== number) return
  const inRows = findText(query.text, index)
  answer(inRows, false)
  const inCards = await findInCards(query.text, inRows, index, cards)
  if (newest === number) answer([...inRows, ...inCards], true)
}

function tell(number: number, finder: Finder, { hits, facets }: Found, isComplete: boolean): void {
  last = hits
  reply({ kind: 'found', number, total: hits.length, facets, hits: shown(finder, 0), isComplete })
}

function shown({ rows }: Finder, from: number): ShownHit[] {
  return last
    .slice(from, from + CHUNK)
    .map(({ place, terms, isInCard }) => ({ row: rows[place]!, terms, isInCard }))
}

function open(): Promise<Opened> {
  opened ??= readStore()
  return opened
}

async function readStore(): Promise<Opened> {
  const index = (await read('index.json')) as SearchIndex
  const files = Array.from({ length: index.rowFiles }, (_, n) => readText(`rows-${n}.json`))
  const rows = (await Promise.all(files)).flatMap(parseSearchRows)
  return { finder: new Finder(rows), cards: new CardIndex(index, read) }
}

async function indexRows(rows: readonly SearchRow[]): Promise<TextIndex> {
  const index = new TextIndex()
  for (let first = 0; first < rows.length; first += STEP) {
    index.add(rows.slice(first, first + STEP), first)
    await new Promise((resolve) => setTimeout(resolve))
  }
  return index
}

async function read(name: string): Promise<unknown> {
  return JSON.parse(await readText(name)) as unknown
}

/** Asks the server each time whether its copy is still good: files of two builds must not meet. */
async function readText(name: string): Promise<string> {
  const response = await fetch(folder + name, { cache: 'no-cache' })
  if (!response.ok) throw new Error(`${name}: ${response.status}`)
  return response.text()
}

function reply(message: SearchReply): void {
  postMessage(message)
}

/** The next request tries again. */
function fail(error: unknown): void {
  opened = null
  textIndex = null
  reply({ kind: 'fault', message: error instanceof Error ? error.message : String(error) })
}
