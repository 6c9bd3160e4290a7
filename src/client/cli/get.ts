/** `zoopress get`: downloads models, checks them, and puts them where they are used. */
import { systemFault } from '../../lib/system-fault.ts'
import { UserError } from '../../lib/user-error.ts'
import { plain } from '../../site/format.ts'
import { escapeHidden, quote } from '../../zoo/problem.ts'
import { parseAskedModel, type AskedModel } from '../get/asked-model.ts'
import { checkpointNote } from '../get/checkpoint-note.ts'
import { findModel, type FoundModel, type OpenStores } from '../get/find-model.ts'
import { getModel, type GetOptions, type GotModel } from '../get/get-model.ts'
import { KINDS, type Kind } from '../get/kind.ts'
import { nextStep } from '../get/next-step.ts'
import type { Network } from '../net/network.ts'
import type { Model } from '../store/model.ts'
import { showStore } from '../store/show-store.ts'
import type { Surroundings } from '../surroundings.ts'
import { UsageError } from '../usage-error.ts'
import { openOnce } from './open-once.ts'
import { namedStores, openOptions } from './open-stores.ts'
import { progressBars } from './progress-bars.ts'
import { typedOptions } from './typed-options.ts'

export const HELP = `Usage: zoopress get ID… [options]

Downloads models, checks every byte, and puts them where they are used. What has
been cut off is taken up again by the same command; what lies there already is
not fetched again; an older version is replaced, and files of your own beside it
stay.

ID is a model's id, id@version, or the address of its page:
https://lab.example/zoo/liver/

  --version V      this version; default: the newest that the store holds
  --store STORE    where to look: an address or a folder; several in turn.
                   Default: MODEL_STORE_URL, then DIGITS_MODEL_STORE_URL
  --as KIND        default: by the model's kind
                     niftynet  into NiftyNet's home folder, as net_download does
                     nnunet    into nnU-Net's results folder, nnUNet_results
                     digits    the files of the snapshot into ./ID/
                     files     each section unpacked into ./ID/SECTION/
  --dest DIR       instead of the home folder, the results folder, or the
                   current one
  --section NAME   this section alone; may be repeated
  --pubkey KEY     the key of the store's owner, or the file that holds it:
                   nothing else is trusted
  --parallel N     files at once; default: 4
  --force          also what is there already, and in the place of another
                   store's model of the same id
  --quiet          nothing but errors, and the paths on standard output

Standard output has the folders, one a line. Exit code: 0 all is there,
1 something is not, 2 wrongly typed.
`

const OPTIONS = {
  version: { type: 'string' },
  store: { type: 'string', multiple: true },
  as: { type: 'string' },
  dest: { type: 'string' },
  section: { type: 'string', multiple: true },
  pubkey: { type: 'string' },
  parallel: { type: 'string' },
  force: { type: 'boolean' },
  quiet: { type: 'boolean' },
} as const

interface GetCommand {
  asked: AskedModel[]
  stores: string[]
  pubkey: string | undefined
  quiet: boolean
  options: Pick<GetOptions, 'as' | 'dest' | 'sections' | 'force' | 'parallel'>
}

/** Each model is tried, whatever became of those before. @throws UsageError */
export async function run(args: string[], surroundings: Surroundings): Promise<number> {
  const command = parseCommand(args, surroundings.env)
  const options = openOptions(command.pubkey, surroundings)
  const open = openOnce(options)
  let failures = 0
  for (const asked of command.asked) {
    try {
      await getOne(asked, command, open, options.network, surroundings)
    } catch (error) {
      if (surroundings.signal.aborted) throw error
      surroundings.err(failureText(asked, error))
      failures++
    }
  }
  if (failures > 0 && command.asked.length > 1)
    surroundings.err(`${failures} of ${command.asked.length} models could not be had.`)
  return failures === 0 ? 0 : 1
}

async function getOne(
  asked: AskedModel,
  { stores, quiet, options }: GetCommand,
  open: OpenStores,
  network: Network,
  surroundings: Surroundings,
): Promise<void> {
  const found = await findModel(asked, stores, open, surroundings.signal)
  for (const fault of found.passedOver) surroundings.err(`Passed over: ${fault}`)
  warnOfGone(found.model, surroundings)
  const bars = progressBars(process.stderr, { env: surroundings.env, quiet })
  const details = { ...options, network, surroundings, listener: bars }
  const got = await getModel(found.store, found.model, details).finally(bars.done)
  for (const folder of got.folders) surroundings.out(folder)
  tell(found, got, quiet, surroundings)
}

/** What only the host may have kept is likely to be answered with 404. */
function warnOfGone({ id, version, history }: Model, { err }: Surroundings): void {
  if (history.find((one) => one.version === version)?.isPublished !== false) return
  const held = history.filter(({ isPublished, yanked }) => isPublished && yanked === null)
  const names = held.map((one) => one.version).join(', ') || 'none'
  err(escapeHidden(`The store may not have the files of ${id} ${version ?? ''} any more. It has: ${names}.`))
}

function tell({ store, model }: FoundModel, got: GotModel, quiet: boolean, { err }: Surroundings): void {
  const note = checkpointNote(model)
  const name = [model.id, model.version ?? ''].join(' ').trim()
  if (!quiet) {
    err(
      escapeHidden(
        `${name} ${got.isNew ? `is installed, from ${showStore(store.url)}` : 'was there already, whole'}.`,
      ),
    )
    if (!got.isNew && model.version === null)
      err('The store tells no version of it: --force fetches it again.')
    if (got.unverified.length > 0) err(escapeHidden(unverifiedText(got.unverified)))
    for (const path of got.kept) err(escapeHidden(`Your own file of the same name is now ${path}.`))
    if (got.leftOut.length > 0)
      err(escapeHidden(`Left out: ${got.leftOut.join(', ')}. To get that too, say --as files.`))
  }
  if (note !== null) err(note)
  if (!quiet && got.isNew) err(plain(nextStep(model, got.kind, got.folders)))
}

function unverifiedText(names: readonly string[]): string {
  const [first = ''] = names
  return `Not verified: the store publishes no sum of ${names.length === 1 ? first : `these ${names.length} files`}.`
}

/** A fault of the surroundings or a mistake; bugs are thrown on, with their stack. */
function failureText({ typed }: AskedModel, error: unknown): string {
  if (error instanceof UserError) return error.message.split('\n').map(escapeHidden).join('\n')
  const fault = systemFault(error, ' with --dest')
  if (fault === null) throw error
  return escapeHidden(`${typed}: ${fault.sentence}`)
}

function parseCommand(args: string[], env: NodeJS.ProcessEnv): GetCommand {
  const { values, positionals } = typedOptions('get', args, OPTIONS)
  const asked = positionals.map((typed) => parseAskedModel(typed, values.version))
  if (asked.length === 0)
    throw new UsageError('Say which model: zoopress get ID. "zoopress list" tells what there is.')
  const needsStore = asked.some(({ store }) => store === null)
  const stores = needsStore ? namedStores(values.store ?? [], values.pubkey, env) : []
  return {
    asked,
    stores,
    pubkey: values.pubkey,
    quiet: values.quiet === true,
    options: {
      ...(values.as === undefined ? {} : { as: readKind(values.as) }),
      ...(values.dest === undefined ? {} : { dest: values.dest }),
      ...(values.section === undefined ? {} : { sections: values.section }),
      ...(values.parallel === undefined ? {} : { parallel: readParallel(values.parallel) }),
      force: values.force === true,
    },
  }
}

function readKind(text: string): Kind {
  const kind = KINDS.find((name) => name === text)
  if (kind === undefined) throw new UsageError(`--as ${quote(text)}: the kinds are ${KINDS.join(', ')}.`)
  return kind
}

function readParallel(text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= 1 && count <= 32) return count
  throw new UsageError('--parallel must be a number from 1 to 32.')
}
