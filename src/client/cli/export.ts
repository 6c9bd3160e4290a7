/** `zoopress export`: packs trained nnU-Net models for others, as nnUNetv2_export_model_to_zip does. */
import { resolve } from 'node:path'
import { escapeHidden, quote } from '../../zoo/problem.ts'
import { formatBytes, plain, plural } from '../../site/format.ts'
import { exportModel } from '../nnunet/export-model.ts'
import { EXTRAS, type ExportChoice, type Extra } from '../nnunet/export-plan.ts'
import type { Surroundings } from '../surroundings.ts'
import { UsageError } from '../usage-error.ts'
import { typedOptions } from './typed-options.ts'

export const HELP = `Usage: zoopress export FOLDER -o FILE.zip [options]

Packs trained nnU-Net v2 models into a zip that zoopress install and
nnUNetv2_install_pretrained_model_from_zip take. FOLDER is that of a training
(Dataset001_Name/nnUNetTrainer__nnUNetPlans__3d_fullres), of a data set (all its
trainings), or a results folder with one data set.

  -o, --output FILE.zip   where to write it
  --configurations NAMES  only these: 2d,3d_fullres
  --trainer NAME          only of this trainer; so --plans NAME
  --folds LIST            only these: 0,1,all
  --checkpoints NAMES     default: final; or final,best
  --with NAMES            also what is left out otherwise: validation,debug,logs
                          (the predicted images of the validation, debug.json,
                          the logs of the training)
  --strip-optimizer       without the state of the optimizer, half of a
                          checkpoint or more: predictions stay the same, and
                          fine-tuning works; only the training cannot be resumed
                          from it
  --force                 replaces FILE.zip
  --quiet                 no progress

Of paths in summary.json only the names of the files are packed; other files
that name people or machines are told of. The same folder gives the same bytes.
`

const OPTIONS = {
  output: { type: 'string', short: 'o' },
  configurations: { type: 'string' },
  folds: { type: 'string' },
  checkpoints: { type: 'string' },
  trainer: { type: 'string' },
  plans: { type: 'string' },
  with: { type: 'string' },
  'strip-optimizer': { type: 'boolean' },
  force: { type: 'boolean' },
  quiet: { type: 'boolean' },
} as const

/** Files of this size and more are named while they are packed. */
const SHOWN_BYTES = 50_000_000

/** @throws UsageError, UserError */
export async function run(args: string[], surroundings: Surroundings): Promise<number> {
  const { values, positionals } = typedOptions('export', args, OPTIONS)
  const [folder, ...more] = positionals
  if (folder === undefined || more.length > 0)
    throw new UsageError('Name one folder: zoopress export FOLDER -o FILE.zip')
  if (values.output === undefined)
    throw new UsageError('Where should the zip go? zoopress export FOLDER -o FILE.zip')
  const choice = choiceOf(values)
  const toPath = resolve(surroundings.workDir, values.output)
  const exported = await exportModel(resolve(surroundings.workDir, folder), toPath, {
    ...{ choice, force: values.force ?? false, stripOptimizer: values['strip-optimizer'] ?? false },
    signal: surroundings.signal,
    onMember: (path, size) => {
      if (size >= SHOWN_BYTES && !values.quiet)
        surroundings.err(plain(`Packing ${escapeHidden(path)} (${formatBytes(size)}) …`))
    },
  })
  for (const note of exported.notes) surroundings.err(note)
  const { files, size, sha256 } = exported
  surroundings.out(
    `${escapeHidden(toPath)}: ${plural(files, 'file')}, ${formatBytes(size)}, SHA-256 ${sha256}`,
  )
  return 0
}

interface TypedChoice {
  configurations?: string | undefined
  folds?: string | undefined
  checkpoints?: string | undefined
  trainer?: string | undefined
  plans?: string | undefined
  with?: string | undefined
}

function choiceOf(typed: TypedChoice): ExportChoice {
  return {
    configurations: listed('configurations', typed.configurations, /^[\w.+-]+$/, '2d,3d_fullres'),
    folds: listed('folds', typed.folds, /^(\d{1,4}|all)$/, '0,1,all'),
    checkpoints: listed('checkpoints', typed.checkpoints, /^\w{1,40}$/, 'final,best') ?? ['final'],
    trainer: typed.trainer ?? null,
    plans: typed.plans ?? null,
    extras: new Set(
      listed('with', typed.with, new RegExp(`^(${EXTRAS.join('|')})$`), EXTRAS.join(',')) as Extra[],
    ),
  }
}

/** Sorted, each once; null: not typed. */
function listed(
  option: string,
  typed: string | undefined,
  grammar: RegExp,
  example: string,
): string[] | null {
  if (typed === undefined) return null
  const words = typed.split(',').map((word) => word.trim())
  const odd = words.find((word) => !grammar.test(word))
  if (odd !== undefined)
    throw new UsageError(`--${option} knows no ${quote(odd)}. Write for example --${option} ${example}`)
  return [...new Set(words)].sort()
}
