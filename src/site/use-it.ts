/**
 * How to use one entry from each client, with the store's own address filled in. Facts about the clients: docs/clients.md.
 * Everything is plain text; the pages escape it.
 */
import type { Client } from '../formats/clients.ts'
import type { Download, Site, StoreEntry } from '../store.ts'

/** One thing to do: a sentence, and the commands that do it. */
export interface Step {
  say: string
  /** Lines for a shell, or for Python where `language` says so; '' where there is nothing to type. */
  code: string
  language: 'shell' | 'python'
}

export interface Recipe {
  client: Client
  /** The client's name as its makers write it. */
  name: string
  steps: Step[]
  /** What may go wrong, in full sentences; null: nothing to know. */
  caution: string | null
}

export const CLIENT_NAMES: Record<Client, string> = {
  niftynet: 'NiftyNet',
  digits: 'DIGITS',
  nnunet: 'nnU-Net',
  curl: 'curl',
  aria2: 'aria2',
  pooch: 'Python',
}

const WRITERS: Record<Client, (entry: StoreEntry, site: Site) => Omit<Recipe, 'client' | 'name'>> = {
  niftynet,
  digits,
  nnunet,
  curl,
  aria2,
  pooch,
}

/** One recipe for each of `clients`, in their order. */
export function useIt(entry: StoreEntry, site: Site, clients: readonly Client[]): Recipe[] {
  return clients.map((client) => ({ client, name: CLIENT_NAMES[client], ...WRITERS[client](entry, site) }))
}

/** One word for a POSIX shell: as it is where no shell could misread it, else in single quotes. */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

/** A Python string literal in double quotes. */
export function pythonString(text: string): string {
  return JSON.stringify(text)
}

/** The name under which a download is saved: the last part of its address, or the section where that says nothing. */
export function fileName(download: Download): string {
  const last = new URL(download.url).pathname.split('/').at(-1) ?? ''
  return /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(last) ? last : download.section
}

function niftynet(entry: StoreEntry, site: Site): Omit<Recipe, 'client' | 'name'> {
  const homes = entry.downloads.flatMap(({ niftynet: place }) =>
    place ? [`~/niftynet/${place.destination}/${place.localId}`] : [],
  )
  return {
    steps: [
      {
        say: 'Name this store once, then ask for the model (NiftyNet 0.4.0 and later):',
        code: `export niftynet_model_zoo=${shellWord(site.url)}\nnet_download ${shellWord(entry.id)}`,
        language: 'shell',
      },
      { say: `The files land in ${listOf([...new Set(homes)])}.`, code: '', language: 'shell' },
      {
        say: 'NiftyNet 0.2 and 0.3 have the address of their zoo written into the code and no setting for it. Fetch the archives with curl and unpack them into the same folders.',
        code: '',
        language: 'shell',
      },
    ],
    caution: null,
  }
}

function digits(entry: StoreEntry, site: Site): Omit<Recipe, 'client' | 'name'> {
  return {
    steps: [
      {
        say: 'Start DIGITS 5 or 6 with this store:',
        code: `export DIGITS_MODEL_STORE_URL=${shellWord(site.url)}\n./digits-devserver`,
        language: 'shell',
      },
      {
        say: `Then open “Pretrained Models”, choose “Model Store”, and import “${digitsName(entry)}”. Several stores are separated by a comma without a blank.`,
        code: '',
        language: 'shell',
      },
    ],
    caution: null,
  }
}

function nnunet(entry: StoreEntry): Omit<Recipe, 'client' | 'name'> {
  return {
    steps: [
      {
        say: 'Install into the folder that nnUNet_results names (nnU-Net 2.2 and later):',
        code: entry.downloads
          .map((download) => `nnUNetv2_download_pretrained_model_by_url ${shellWord(download.url)}`)
          .join('\n'),
        language: 'shell',
      },
      {
        say: `nnU-Net finds it as ${entry.id}. Files of the same name are overwritten, and no checksum is checked: use curl first where that matters.`,
        code: '',
        language: 'shell',
      },
    ],
    caution:
      'nnU-Net unpickles its checkpoints, and a pickle can run any code on your machine. Load it only if you trust its authors.',
  }
}

function curl(entry: StoreEntry): Omit<Recipe, 'client' | 'name'> {
  const code = entry.downloads.map((download) => {
    const name = fileName(download)
    const save = usesLastPart(download)
      ? `-fLO ${shellWord(download.url)}`
      : `-fL -o ${shellWord(name)} ${shellWord(download.url)}`
    return `curl ${save}\necho ${shellWord(`${download.sha256}  ${name}`)} | sha256sum -c -`
  })
  return {
    steps: [
      {
        say: 'Download and verify. A broken download goes on with curl -C - where the server allows it.',
        code: code.join('\n\n'),
        language: 'shell',
      },
    ],
    caution: null,
  }
}

function aria2(entry: StoreEntry): Omit<Recipe, 'client' | 'name'> {
  const code = entry.downloads.map((download) => {
    const urls = [download.url, ...download.mirrors].map(shellWord).join(' ')
    return `aria2c --checksum=sha-256=${download.sha256} -o ${shellWord(fileName(download))} ${urls}`
  })
  return {
    steps: [
      {
        say: 'aria2 resumes, uses every mirror at once, and verifies:',
        code: code.join('\n'),
        language: 'shell',
      },
    ],
    caution: null,
  }
}

function pooch(entry: StoreEntry): Omit<Recipe, 'client' | 'name'> {
  const code = entry.downloads.map((download) =>
    [
      `${variableFor(download.section)} = pooch.retrieve(`,
      `    url=${pythonString(download.url)},`,
      `    known_hash="sha256:${download.sha256}",`,
      `    fname=${pythonString(fileName(download))},`,
      `    path=pooch.os_cache(${pythonString(entry.id)}),`,
      ')',
    ].join('\n'),
  )
  return {
    steps: [
      {
        say: 'With pooch (pip install pooch) the file is fetched once, verified, and found again:',
        code: ['import pooch', ...code].join('\n\n'),
        language: 'python',
      },
    ],
    caution: null,
  }
}

/** Older releases of curl -O take a query into the name. */
function usesLastPart(download: Download): boolean {
  return download.url.endsWith(`/${fileName(download)}`)
}

/** The name under which DIGITS lists it. */
function digitsName(entry: StoreEntry): string {
  const name = entry.digits?.info['name']
  return typeof name === 'string' ? name : entry.title
}

const PYTHON_WORDS = new Set(
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield pooch'.split(
    ' ',
  ),
)

function variableFor(section: string): string {
  const name = section.replace(/[^A-Za-z0-9_]/g, '_').replace(/^(?=\d)/, '_')
  return PYTHON_WORDS.has(name) ? `${name}_` : name
}

function listOf(words: string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`
}
