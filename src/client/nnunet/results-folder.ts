import { resolve } from 'node:path'
import type { Surroundings } from '../surroundings.ts'
import { UsageError } from '../usage-error.ts'

/** nnU-Net's results folder: the one that was typed, else the one that nnU-Net itself is told of. @throws UsageError where there is neither. */
export function resultsFolder(typed: string | undefined, { env, homeDir, workDir }: Surroundings): string {
  const path = typed ?? env['nnUNet_results'] ?? ''
  if (path === '')
    throw new UsageError(
      'Where are the results of nnU-Net? Give the folder with --results, or set nnUNet_results as nnU-Net itself asks for.',
    )
  return resolve(workDir, path === '~' || path.startsWith('~/') ? homeDir + path.slice(1) : path)
}
