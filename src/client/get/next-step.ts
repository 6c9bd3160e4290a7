/** What one does next with a model that has been installed. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { shellWord } from '../../site/quote.ts'
import { escapeHidden } from '../../zoo/problem.ts'
import type { Model } from '../store/model.ts'
import type { Kind } from './kind.ts'

type Described = Pick<Model, 'id' | 'task' | 'document' | 'isEarlier'>

/** One line; untrusted text in it is escaped. */
export function nextStep(model: Described, kind: Kind, folders: readonly string[]): string {
  switch (kind) {
    case 'niftynet':
      return niftynetStep(model, folders)
    case 'nnunet':
      return nnunetStep(model)
    case 'digits':
      return 'In DIGITS: Pretrained Models, Upload Pretrained Model, with the files of this folder.'
    case 'files':
      return `To check it later: zoopress verify ${word(folders[0] ?? '.')}`
  }
}

function niftynetStep({ task }: Described, folders: readonly string[]): string {
  const config = folders.map((dir) => join(dir, 'config.ini')).find((path) => existsSync(path))
  if (config === undefined) return 'NiftyNet finds it in its home folder.'
  const command = task === 'image-segmentation' ? 'net_segment' : 'net_…'
  return `Run it with NiftyNet: ${command} inference -c ${word(config)}`
}

/** The first training that the store tells of; without one nnU-Net's own names stand for what to fill in. */
function nnunetStep({ id, document, isEarlier }: Described): string {
  const nnunet = ((isEarlier ? null : document['nnunet']) ?? {}) as { trainings?: unknown }
  const [training] = Array.isArray(nnunet.trainings) ? (nnunet.trainings as unknown[]) : []
  const { configuration, trainer, plans } = (training ?? {}) as Record<string, unknown>
  const options = [
    ['-d', id],
    ['-c', configuration, 'CONFIGURATION'],
    ['-tr', trainer],
    ['-p', plans],
  ].flatMap(([option, value, byDefault]) => {
    const text = typeof value === 'string' && value !== '' ? word(value) : byDefault
    return text === undefined ? [] : [`${option as string} ${text as string}`]
  })
  return `Run it with nnU-Net: nnUNetv2_predict -i INPUT_FOLDER -o OUTPUT_FOLDER ${options.join(' ')}`
}

function word(text: string): string {
  return escapeHidden(shellWord(text.slice(0, 1000)))
}
