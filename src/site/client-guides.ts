/** What the page about clients says of each, and the entry that serves as its example. */
import { CLIENTS, readableBy, type Client } from '../formats/clients.ts'
import type { ListedEntry, Site, StoreEntry } from '../store.ts'
import { CLIENT_NAMES } from './client-names.ts'
import { useIt, type Recipe } from './use-it.ts'

export interface ClientGuide {
  client: Client
  name: string
  about: string
  /** Null: no entry of the store is for this client. */
  example: { entry: StoreEntry; recipe: Recipe } | null
}

const ABOUT: Record<Client, string> = {
  niftynet:
    'NiftyNet’s net_download asks the store for a model’s spec and unpacks each section into its own folders. Releases 0.4.0 to 0.6.0 take the store’s address from an environment variable.',
  digits:
    'NVIDIA DIGITS lists the store’s snapshots on its page “Pretrained Models” and imports them file by file. Releases 5 and 6, and the development version of 2016, read it.',
  nnunet:
    'nnU-Net v2 installs a zip into its results folder by address. Each zip holds one data set’s trainings as nnU-Net itself would have written them.',
  zoopress:
    'The store’s own client lists, fetches and verifies the models of any number of stores, DIGITS’ among them, and unpacks nothing that the store did not list. It needs Node 20.15, and is one file, which npm pack makes in a checkout of Zoopress.',
  curl: 'Any tool that can fetch a file will do; sha256sum tells whether it came whole.',
  aria2:
    'aria2 asks every mirror, in pieces and from where a download broke if the server allows it, and compares the checksum itself.',
  pooch:
    'pooch fetches a file on first use, checks its SHA-256, and keeps it in a cache, so that a script can name its weights by address.',
  'torch-hub':
    'torch.hub loads a state dict by its address, checks the SHA-256 that the name of the file states, and keeps it. It is there for weights that are one plain state dict.',
  monai:
    'MONAI’s monai.bundle fetches a bundle by its address and unpacks it into a folder of its name. Each zip holds one section of a model that is a bundle: configs, models and docs.',
}

/** One guide for every client, with an example where one of `exampleIds` fits. */
export function clientGuides(site: Site, examples: readonly StoreEntry[]): ClientGuide[] {
  return CLIENTS.map((client) => ({
    client,
    name: CLIENT_NAMES[client],
    about: ABOUT[client],
    example: exampleFor(site, examples, client),
  }))
}

/** The entries of a store that `clientGuides` needs in full, sorted: the best example for each client. */
export function exampleIds(entries: readonly ListedEntry[]): string[] {
  const found = CLIENTS.flatMap((client) => bestFor(entries, client)?.id ?? [])
  return [...new Set(found)].sort()
}

function exampleFor(site: Site, examples: readonly StoreEntry[], client: Client): ClientGuide['example'] {
  const entry = bestFor(examples, client)
  const recipe = entry && useIt(entry, site, [client])[0]
  return entry && recipe ? { entry, recipe } : null
}

/** One made with the client's own framework, if any; of those the first with the fewest downloads, so that the commands stay short. Of the best for all clients it is the same as of all. */
function bestFor<Listed extends ListedEntry>(entries: readonly Listed[], client: Client): Listed | undefined {
  const fit = entries.filter((entry) => readableBy(entry).includes(client))
  const strangeness = ({ library }: ListedEntry) => (library === client ? 0 : 1)
  return fit.sort((a, b) => strangeness(a) - strangeness(b) || a.downloads.length - b.downloads.length)[0]
}
