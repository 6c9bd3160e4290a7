/** `zoopress install`: nnU-Net's import of a zip of trained models, with the care that a stranger's zip needs. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { hashFile } from '../../lib/hash.ts'
import { UserError } from '../../lib/user-error.ts'
import { escapeHidden, quote } from '../../zoo/problem.ts'
import { withFetchedZip } from '../nnunet/fetched-zip.ts'
import { installZip, type InstallOptions } from '../nnunet/install-zip.ts'
import { datasetNumber, parseTrainingName } from '../nnunet/model-names.ts'
import { resultsFolder } from '../nnunet/results-folder.ts'
import type { Surroundings } from '../surroundings.ts'
import { UsageError } from '../usage-error.ts'
import { progressBars } from './progress-bars.ts'
import { typedOptions } from './typed-options.ts'

export const HELP = `Usage: zoopress install FILE.zip|ADDRESS [options]

Installs a zip of trained nnU-Net v2 models into nnU-Net's results folder, as
nnUNetv2_install_pretrained_model_from_zip does, and is safe to use on a
stranger's zip: its list is judged before anything is written, its checkpoints
are read (never loaded) and refused where loading them would run code, and each
training is put in place whole or not at all.

  --results DIR          the results folder; default: the environment variable
                         nnUNet_results
  --as NAME              what stands above the top of a zip that begins lower:
                         Dataset001_Name, or
                         Dataset001_Name/nnUNetTrainer__nnUNetPlans__3d_fullres.
                         Of a zip with one data set: another name for it
  --force                replaces trainings that are there already; files of
                         your own in their folders stay
  --sha256 HEX           takes this file and no other
  --allow-imports NAMES  imports of checkpoints and plans that you vouch for,
                         with commas between them
  --quiet                no progress

A training that is there already is replaced only with --force, or where it came
from the same zip. Standard output has the folders, one a line. Exit code: 0 all
is there, 1 nothing is, 2 wrongly typed.
`

const OPTIONS = {
  results: { type: 'string' },
  as: { type: 'string' },
  force: { type: 'boolean' },
  sha256: { type: 'string' },
  'allow-imports': { type: 'string' },
  quiet: { type: 'boolean' },
} as const

/** @throws UsageError, UserError */
export async function run(args: string[], surroundings: Surroundings): Promise<number> {
  const { values, positionals } = typedOptions('install', args, OPTIONS)
  const [source, ...more] = positionals
  if (source === undefined || more.length > 0)
    throw new UsageError('Name one zip: zoopress install FILE.zip, or its address.')
  const sha256 = checkedSha256(values.sha256)
  const as = checkedAs(values.as)
  const options: InstallOptions = {
    ...{ resultsDir: resultsFolder(values.results, surroundings), force: values.force ?? false },
    ...{ expected: null, record: null, surroundings, ...(as !== undefined && { as }) },
    allowedImports: new Set(values['allow-imports']?.split(',')),
  }
  const folders = /^https?:\/\//i.test(source)
    ? await installAddress(source, sha256, options, values.quiet ?? false)
    : await installFile(resolve(surroundings.workDir, source), sha256, options)
  for (const folder of folders) surroundings.out(escapeHidden(join(options.resultsDir, folder)))
  return 0
}

async function installAddress(
  source: string,
  sha256: string | null,
  options: InstallOptions,
  quiet: boolean,
): Promise<string[]> {
  if (!URL.canParse(source)) throw new UsageError(`${quote(source)} is no address.`)
  const { resultsDir, surroundings } = options
  const bars = progressBars(process.stderr, { env: surroundings.env, quiet })
  try {
    return await withFetchedZip({ url: source, sha256, resultsDir }, surroundings, bars, (zipPath) => {
      bars.done()
      return installZip(zipPath, options)
    })
  } finally {
    bars.done()
  }
}

async function installFile(
  zipPath: string,
  sha256: string | null,
  options: InstallOptions,
): Promise<string[]> {
  if (sha256 !== null && existsSync(zipPath)) {
    const found = hashFile(zipPath).sha256
    if (found !== sha256)
      throw new UserError(
        `${escapeHidden(zipPath)} has the SHA-256 ${found}, and ${sha256} was expected. Fetch it again. Nothing was installed.`,
      )
  }
  return installZip(zipPath, options)
}

function checkedSha256(typed: string | undefined): string | null {
  if (typed === undefined) return null
  if (!/^[0-9a-f]{64}$/i.test(typed))
    throw new UsageError('--sha256 takes 64 hexadecimal digits, as sha256sum prints them.')
  return typed.toLowerCase()
}

function checkedAs(typed: string | undefined): string | undefined {
  if (typed === undefined) return undefined
  const [dataset = '', training, ...more] = typed.replace(/\/+$/, '').split('/')
  const isTraining = training === undefined || parseTrainingName(training) !== null
  if (datasetNumber(dataset) === null || !isTraining || more.length > 0)
    throw new UsageError(
      `--as ${quote(typed)} is no name of nnU-Net's. Write Dataset001_Name, or Dataset001_Name/nnUNetTrainer__nnUNetPlans__3d_fullres.`,
    )
  return training === undefined ? dataset : `${dataset}/${training}`
}
