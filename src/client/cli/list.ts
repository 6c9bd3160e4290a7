/** `zoopress list`: the models of one or several stores. */
import { fold } from '../../lib/words.ts'
import { formatBytes, plain, plural } from '../../site/format.ts'
import { escapeHidden } from '../../zoo/problem.ts'
import { showStore } from '../store/show-store.ts'
import type { ListedModel, OpenStore } from '../store/model.ts'
import { formatTerminalJson } from '../store/parse-document.ts'
import type { Surroundings } from '../surroundings.ts'
import { namedStores, openStores, type DeadStore } from './open-stores.ts'
import { alignColumns, bold, wrap, type Column } from './terminal-text.ts'
import { typedOptions } from './typed-options.ts'

export const HELP = `Usage: zoopress list [STORE…] [options]

Lists the models of stores: those that Zoopress publishes, and NVIDIA DIGITS'
Model Stores. A store is an address or a folder; several are separated by blanks
or commas. Without one, the environment variable MODEL_STORE_URL counts, then
DIGITS_MODEL_STORE_URL.

  --filter TEXT   only models that have each word of TEXT in their id, title,
                  summary, task, library or tags
  --task T        only models for this task, such as image-segmentation
  --library L     only models of this library, such as pytorch; of DIGITS, its
                  framework
  --tag T         only models with this tag; given several times, with all of
                  them
  --client C      only models that this client can read: niftynet, digits,
                  nnunet …
  --pubkey KEY    the key of the store's owner, or the file that holds it:
                  nothing else is trusted
  --json          prints {"stores": […], "failed": […]} for programs

A store that cannot be opened is told of and skipped; only if none can be is the
exit code 1.
`

const OPTIONS = {
  store: { type: 'string', multiple: true },
  filter: { type: 'string' },
  task: { type: 'string' },
  library: { type: 'string' },
  tag: { type: 'string', multiple: true },
  client: { type: 'string' },
  pubkey: { type: 'string' },
  json: { type: 'boolean' },
} as const

interface Filter {
  filter?: string | undefined
  task?: string | undefined
  library?: string | undefined
  tag?: string[] | undefined
  client?: string | undefined
}

/** @throws UsageError */
export async function run(args: string[], surroundings: Surroundings): Promise<number> {
  const { values, positionals } = typedOptions('list', args, OPTIONS)
  const addresses = namedStores([...positionals, ...(values.store ?? [])], values.pubkey, surroundings.env)
  const { opened, failed } = await openStores(addresses, values.pubkey, surroundings)
  const fits = filterOf(values)
  const stores = opened.map((store) => ({ store, models: store.models.filter(fits) }))
  if (values.json === true) surroundings.out(formatTerminalJson({ stores: stores.map(toJson), failed }))
  else if (stores.length > 0) surroundings.out(formatStores(stores, failed, surroundings))
  return stores.length > 0 ? 0 : 1
}

/** Case, accents and the kind of dash make no difference. */
function filterOf({ filter = '', task, library, tag = [], client }: Filter): (model: ListedModel) => boolean {
  const words = fold(filter).split(/\s+/)
  const isOne = (wanted: string | undefined, ...found: (string | null)[]) =>
    wanted === undefined || found.some((text) => text !== null && key(text) === key(wanted))
  return (model) => {
    const { id, title, summary, tags } = model
    const text = fold([id, title, summary, model.task ?? '', model.library ?? '', ...tags].join('\n'))
    return (
      words.every((word) => text.includes(word)) &&
      isOne(task, model.task) &&
      isOne(library, model.library) &&
      isOne(client, ...model.clients) &&
      tag.every((wanted) => isOne(wanted, ...tags))
    )
  }
}

function key(text: string): string {
  return fold(text).replaceAll(/[\s_-]+/g, '-')
}

interface Shown {
  store: OpenStore
  models: ListedModel[]
}

function toJson({ store, models }: Shown): object {
  const { url, title, message, kind, signed } = store
  return { url, title, message, kind, signed, models }
}

function formatStores(stores: Shown[], failed: DeadStore[], surroundings: Surroundings): string {
  const blocks = stores.map((shown) => formatStore(shown, surroundings).join('\n'))
  return [...blocks, count(stores, failed)].join('\n\n')
}

function formatStore({ store, models }: Shown, surroundings: Surroundings): string[] {
  const { columns } = surroundings
  const { title, url, message } = store
  const address = showStore(url)
  const head =
    title === url ? [bold(address, surroundings)] : [bold(escapeHidden(title), surroundings), address]
  const rows = models.length === 0 ? [] : ['', ...alignColumns(columnsOf(models), columns)]
  return [...head, ...wrap(message, columns), ...rows]
}

function columnsOf(models: ListedModel[]): Column[] {
  const cells = (cellOf: (model: ListedModel) => string | null) =>
    models.map((model) => escapeHidden(cellOf(model) ?? ''))
  return [
    { title: 'ID', leaves: 0, cells: cells(({ id }) => id) },
    { title: 'TITLE', leaves: 3, shortest: 18, cells: cells(({ id, title }) => (title === id ? '' : title)) },
    { title: 'VERSION', leaves: 1, cells: cells(({ version }) => version) },
    {
      ...{ title: 'SIZE', leaves: 2, isRight: true },
      cells: cells(({ size }) => (size === null ? null : plain(formatBytes(size)))),
    },
    { title: 'LICENCE', leaves: 4, shortest: 10, cells: cells(({ license }) => license) },
    { title: 'TASK', leaves: 5, shortest: 12, cells: cells(({ task }) => task) },
    { title: 'LIBRARY', leaves: 6, shortest: 8, cells: cells(({ library }) => library) },
  ]
}

function count(stores: Shown[], failed: DeadStore[]): string {
  const all = stores.reduce((sum, { store }) => sum + store.models.length, 0)
  const shown = stores.reduce((sum, { models }) => sum + models.length, 0)
  const models = shown === all ? plural(all, 'model') : `${shown} of ${plural(all, 'model')}`
  const dead = failed.length === 0 ? '' : `; ${plural(failed.length, 'store')} could not be opened`
  return `${models} in ${plural(stores.length, 'store')}${dead}.`
}
