/**
 * How to use one entry from each client, with the store's own address filled in. Facts about the clients: docs/clients.md.
 * Everything is plain text; the pages escape it.
 */
import { absoluteUrl } from '../formats/addresses.ts'
import { hasNiftynetDownload, nnunetZip, readableBy, type Client } from '../formats/clients.ts'
import { metalinkName } from '../formats/metalink.ts'
import { savedNames, type Named } from '../formats/saved-names.ts'
import { filesOf, type ClientFile } from '../formats/single-files.ts'
import type { Download, Site, StoreEntry } from '../store.ts'
import { CLIENT_NAMES } from './client-names.ts'
import { pythonNames, pythonString, shellWord } from './quote.ts'

/** One thing to do: a sentence, and the commands that do it. */
export interface Step {
  say: string
  /** Lines in `language`; '' where there is nothing to type. */
  code: string
  language: 'shell' | 'python'
}

export interface Recipe {
  client: Client
  /** The client's name as its makers write it. */
  name: string
  /** What may go wrong, in full sentences; null: nothing to know. */
  caution: string | null
  steps: Step[]
}

const STEPS: Record<Client, (entry: StoreEntry, site: Site) => Step[]> = {
  niftynet: niftynetSteps,
  digits: digitsSteps,
  nnunet: nnunetSteps,
  zoopress: zoopressSteps,
  curl: curlSteps,
  aria2: aria2Steps,
  pooch: poochSteps,
  'torch-hub': torchHubSteps,
  monai: monaiSteps,
}

/** nnU-Net loads whatever lies in the zip; what was read here is only what the sum stands for. */
function nnunetCaution({ checkpoints }: StoreEntry): string {
  const isKnown =
    checkpoints.length > 0 &&
    checkpoints.every(({ verdict }) => verdict === 'known-imports' || verdict === 'no-code')
  return isKnown
    ? 'nnU-Net unpickles its checkpoints without a look at them, and checks no sum. Those of this zip were read when the page was made, and import nothing unknown: compare the sum before you install it.'
    : 'nnU-Net unpickles its checkpoints, and a pickle can run any code on your machine. Load it only if you trust its authors.'
}

/** Those that read the entry, first the one that is of its own framework. */
export function recipeClients(entry: StoreEntry): Client[] {
  const clients = readableBy(entry)
  const own = clients.filter((client) => client === entry.library)
  return [...new Set([...own, ...clients])]
}

/** One recipe for each of `clients`, in their order. */
export function useIt(entry: StoreEntry, site: Site, clients: readonly Client[]): Recipe[] {
  return clients.map((client) => ({
    client,
    name: CLIENT_NAMES[client],
    caution: client === 'nnunet' ? nnunetCaution(entry) : null,
    steps: STEPS[client](entry, site),
  }))
}

/** The name under which a download is saved. */
function savedName<One extends Named>(download: One, downloads: readonly One[]): string {
  return savedNames(downloads)[downloads.indexOf(download)]!
}

function niftynetSteps(entry: StoreEntry, site: Site): Step[] {
  const homes = entry.downloads.flatMap(({ niftynet }) =>
    niftynet ? [`~/niftynet/${niftynet.destination}/${niftynet.localId}`] : [],
  )
  return [
    shell(
      'Name this store once, then ask for the model (NiftyNet 0.4.0 and later):',
      `export niftynet_model_zoo=${shellWord(site.url)}`,
      `net_download ${shellWord(entry.id)}`,
    ),
    shell(`The files land in ${listOf([...new Set(homes)])}.${restNote(entry)}`),
    shell(
      'NiftyNet 0.2 and 0.3 have the address of their zoo written into the code and no setting for it. Fetch the archives with curl and unpack them into the same folders.',
    ),
  ]
}

/** NiftyNet leaves out, without a word, what it has no place for. */
function restNote({ downloads }: StoreEntry): string {
  const rest = downloads.filter(({ niftynet }) => niftynet === null).map(({ section }) => section)
  return rest.length > 0 ? ` NiftyNet has no place for ${listOf(rest)}: fetch that with curl.` : ''
}

function digitsSteps(entry: StoreEntry, site: Site): Step[] {
  return [
    shell(
      'Start DIGITS 5 or 6 with this store:',
      `export DIGITS_MODEL_STORE_URL=${shellWord(site.url)}`,
      './digits-devserver',
    ),
    shell(
      `Then open “Pretrained Models”, choose “Model Store”, and import “${entry.title}”. Several stores are separated by a comma without a blank.`,
    ),
  ]
}

function nnunetSteps(entry: StoreEntry): Step[] {
  const zip = nnunetZip(entry)
  if (zip === null) return []
  return [
    shell(
      'Install into the folder that nnUNet_results names (nnU-Net 2.2 and later):',
      `nnUNetv2_download_pretrained_model_by_url ${shellWord(zip.url)}`,
    ),
    shell(
      `nnU-Net finds it as ${entry.id}. Files of the same name are overwritten, and no checksum is checked: use curl first where that matters.`,
    ),
  ]
}

function zoopressSteps(entry: StoreEntry, site: Site): Step[] {
  const { say, folder } = zoopressPlace(entry)
  return [
    shell(
      `With Zoopress’s client, download, verify and unpack into ${say}:`,
      `zoopress get ${shellWord(entry.id)} --store ${shellWord(site.url)}`,
    ),
    shell(
      `${TRIES_AGAIN[`${sendsParts(site)}`]} To ask later whether the files on the disk still are the published ones:`,
      `zoopress verify ${folder}`,
    ),
  ]
}

const TRIES_AGAIN = {
  true: 'The same command goes on where a download broke.',
  false: 'The same command fetches a file again whose download broke, and no other.',
  null: 'The same command goes on where a download broke, if the server allows it.',
}

/** Where the client puts the entry, for people and for a shell. */
function zoopressPlace(entry: StoreEntry): { say: string; folder: string } {
  if (entry.nnunet !== null)
    return { say: 'the folder that nnUNet_results names', folder: '"$nnUNet_results"' }
  if (entry.library === 'niftynet' && hasNiftynetDownload(entry))
    return { say: 'NiftyNet’s own folders', folder: '~/niftynet' }
  return { say: `a folder named ${entry.id}`, folder: shellWord(`./${entry.id}`) }
}

/** Whether the store's server sends parts of files, by what its owner says; null: not said, or the archives lie elsewhere. */
function sendsParts({ host, artifacts }: Site): boolean | null {
  return host === null || artifacts !== null ? null : host !== 'python'
}

const GOES_ON = {
  true: ' A broken download goes on with curl -C -.',
  false: '',
  null: ' A broken download goes on with curl -C - where the server allows it.',
}

function curlSteps(entry: StoreEntry, site: Site): Step[] {
  const commands = entry.downloads.map((download) => curlLines<ClientFile>(download, filesOf(entry)))
  return [shell(`Download and verify.${GOES_ON[`${sendsParts(site)}`]}`, commands.join('\n\n'))]
}

/** Two commands: one fetches the download, one of `downloads`, and the other checks its sum. */
export function curlLines<One extends Named & Pick<Download, 'sha256'>>(
  download: One,
  downloads: readonly One[],
): string {
  const { url, sha256 } = download
  const name = savedName(download, downloads)
  // Older releases of curl -O take a query into the name.
  const save = url.endsWith(`/${name}`) ? '-fLO' : `-fL -o ${shellWord(name)}`
  return `curl ${save} ${shellWord(url)}\necho ${shellWord(`${sha256}  ${name}`)} | sha256sum -c -`
}

const ARIA2 = {
  true: 'aria2 resumes, uses every mirror at once, and verifies:',
  false: 'aria2 uses every mirror, and verifies:',
  null: 'aria2 resumes where the server allows it, uses every mirror at once, and verifies:',
}

function aria2Steps(entry: StoreEntry, site: Site): Step[] {
  const commands = entry.downloads.map((download) => aria2Command(entry, site, download, ''))
  const mended = entry.downloads.filter(({ pieces }) => pieces !== undefined)
  const parts = sendsParts(site)
  const steps = [shell(ARIA2[`${parts}`], ...commands)]
  if (mended.length === 0 || parts === false) return steps
  const mend = mended.map((download) => aria2Command(entry, site, download, '--check-integrity '))
  const where = parts === null ? ', where the server sends parts of files' : ''
  return [...steps, shell(`A damaged copy is mended: only what is wrong is fetched again${where}.`, ...mend)]
}

/** By the download's Metalink, which nobody needs on the disk. */
function aria2Command(entry: StoreEntry, site: Site, download: Download, options: string): string {
  const file = metalinkName(entry, download)
  const url = absoluteUrl({ site }, `${entry.id}/${entry.version}/${file}.meta4`)
  return `aria2c ${options}--follow-metalink=mem ${shellWord(url)}`
}

function poochSteps(entry: StoreEntry, site: Site): Step[] {
  const names = pythonNames(
    entry.downloads.map(({ section }) => section),
    ['pooch', 'urllib', 'model', 'registry'],
  )
  const folder = absoluteUrl({ site }, `${entry.id}/`)
  const code = [
    'import urllib.request',
    '',
    'import pooch',
    '',
    'model = pooch.create(',
    `    path=pooch.os_cache(${pythonString(entry.id)}),`,
    `    base_url=${pythonString(folder)},`,
    '    registry=None,',
    ')',
    `with urllib.request.urlopen(${pythonString(`${folder}registry.txt`)}) as registry:`,
    '    model.load_registry(registry)',
    ...entry.downloads.map((download, index) => {
      const file = `${entry.version}/${savedName<ClientFile>(download, filesOf(entry))}`
      return `${names[index]!} = model.fetch(${pythonString(file)})`
    }),
  ].join('\n')
  const say = 'With pooch (pip install pooch) each file is fetched once, verified, and found again:'
  return [{ say, code, language: 'python' }]
}

function torchHubSteps({ torchHub }: StoreEntry): Step[] {
  if (torchHub === null) return []
  const code = [
    'import torch',
    '',
    'state_dict = torch.hub.load_state_dict_from_url(',
    `    ${pythonString(torchHub.url)},`,
    '    map_location="cpu",',
    '    check_hash=True,',
    '    weights_only=True,',
    ')',
  ].join('\n')
  const say = 'Torch reads the sum from the name of the file, fetches it once, and gives its tensors by name:'
  const next = 'The network’s own load_state_dict takes them. Older releases of torch know no weights_only.'
  return [{ say, code, language: 'python' }, shell(next)]
}

/** MONAI compares no sum, and skips what is there. */
function monaiSteps({ monai }: StoreEntry): Step[] {
  if (monai === null) return []
  const { name, url, sha256 } = monai
  return [
    shell(
      'With MONAI (pip install "monai[fire]") download the bundle and unpack it into ./bundles:',
      `python -m monai.bundle download --name ${shellWord(name)} --url ${shellWord(url)} --bundle_dir bundles`,
    ),
    shell(
      'MONAI compares no sum. What came is what was published if this says OK:',
      `echo ${shellWord(`${sha256}  bundles/${name}.zip`)} | sha256sum -c -`,
    ),
  ]
}

function shell(say: string, ...lines: string[]): Step {
  return { say, code: lines.join('\n'), language: 'shell' }
}

function listOf(words: string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`
}
