import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isArchive } from '../../../src/client/get/archive-name.ts'
import { checkpointNote } from '../../../src/client/get/checkpoint-note.ts'
import { nextStep } from '../../../src/client/get/next-step.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'
import { published, sampleDownload, sampleModel } from '../sample-store.ts'

describe('checkpoints', () => {
  const note = (...checkpoints: unknown[]) => checkpointNote(sampleModel({ document: { checkpoints } }))
  const file = (name: string, verdict: string) => ({ file: name, verdict })

  it.each<[string, unknown[], string | null]>([
    [
      'nothing of those that are plain',
      [file('a.pth', 'known-imports'), file('b.safetensors', 'no-code')],
      null,
    ],
    [
      'those that run code',
      [file('a.pth', 'code'), file('b.pth', 'allowed-imports')],
      'Loading a.pth runs code that it brings along. Do so only if you trust its authors.',
    ],
    [
      'those that the owner vouches for',
      [file('b.pth', 'allowed-imports')],
      "Loading b.pth imports what only the store's owner vouches for.",
    ],
    [
      'three of many',
      ['a', 'b', 'c', 'd', 'e'].map((name) => file(name, 'code')),
      'Loading a, b, c and 2 more runs code that it brings along. Do so only if you trust its authors.',
    ],
    [
      'names as they are, whatever they hold',
      [file('\u001b[2Ja', 'code')],
      'Loading \\x1b[2Ja runs code that it brings along. Do so only if you trust its authors.',
    ],
    ['nothing of what is no report', [null, 7, 'code', { file: 7, verdict: 'code' }], null],
  ])('have a note that tells %s', (_, checkpoints, expected) => {
    expect(note(...checkpoints)).toBe(expected)
  })

  it('have none where the store tells of none', () => {
    expect([
      checkpointNote(sampleModel({ document: {} })),
      checkpointNote(sampleModel({ document: { checkpoints: 'x' } })),
    ]).toEqual([null, null])
  })

  it('of an earlier version are not known, whatever those of the newest hold', () => {
    const of = (path: string) =>
      checkpointNote(
        sampleModel({
          isEarlier: true,
          document: { checkpoints: [file('a.pth', 'no-code')] },
          downloads: [sampleDownload('weights', { files: published({ [path]: '' }) })],
        }),
      )
    expect([of('fold_0/checkpoint_final.pth'), of('net.onnx')]).toEqual([
      'Whether loading its weights runs code is not known: the store tells that of its newest version alone.',
      null,
    ])
  })
})

describe('the next step', () => {
  const model = sampleModel({ id: 'Dataset901_Shapes', task: 'image-segmentation' })

  it('of NiftyNet names the configuration that was installed', () => {
    const dir = freshFolder()
    expect(nextStep(model, 'niftynet', [dir])).toBe('NiftyNet finds it in its home folder.')
    writeFileSync(join(dir, 'config.ini'), '')
    expect(nextStep(model, 'niftynet', ['/nowhere', dir])).toBe(
      `Run it with NiftyNet: net_segment inference -c ${dir}/config.ini`,
    )
  })

  it.each([
    [undefined, '-d Dataset901_Shapes -c CONFIGURATION'],
    [
      [{ configuration: '2d', trainer: 'nnUNetTrainer', plans: 'nnUNetPlans' }],
      '-d Dataset901_Shapes -c 2d -tr nnUNetTrainer -p nnUNetPlans',
    ],
    [
      [{ configuration: '2d; rm -rf', trainer: '\u001b[0m', plans: 7 }],
      "-d Dataset901_Shapes -c '2d; rm -rf' -tr '\\x1b[0m'",
    ],
  ])('of nnU-Net, told %j, ends in %s', (trainings, options) => {
    expect(nextStep({ ...model, document: { nnunet: { trainings } } }, 'nnunet', [])).toBe(
      `Run it with nnU-Net: nnUNetv2_predict -i INPUT_FOLDER -o OUTPUT_FOLDER ${options}`,
    )
  })

  it('of an earlier version of nnU-Net leaves open what the store tells of the newest alone', () => {
    const document = { nnunet: { trainings: [{ configuration: '2d' }] } }
    expect(nextStep({ ...model, document, isEarlier: true }, 'nnunet', [])).toContain('-c CONFIGURATION')
  })

  it('of files is to check them', () => {
    expect(nextStep(model, 'files', ['/srv/my models/liver'])).toBe(
      "To check it later: zoopress verify '/srv/my models/liver'",
    )
  })
})

describe('a file that the store never opened', () => {
  const tar = Buffer.alloc(1024)
  tar.write('ustar', 257)

  it.each<[string, Buffer, boolean]>([
    ['weights.tar.gz', Buffer.from([0x1f, 0x8b, 8]), true],
    ['weights.TGZ', Buffer.from([0x1f, 0x8b, 8]), true],
    ['data.zip', Buffer.from('PK\x03\x04', 'latin1'), true],
    ['data.tar', tar, true],
    ['data.tar.bz2', Buffer.from('BZh9'), true],
    ['model.pth', Buffer.from('PK\x03\x04', 'latin1'), false],
    ['scan.nii.gz', Buffer.from([0x1f, 0x8b, 8]), false],
    ['weights.tar.gz', Buffer.from('not really an archive'), false],
    ['weights.zip', Buffer.alloc(0), false],
  ])('%s is an archive by its name and its first bytes', (name, bytes, expected) => {
    const path = join(freshFolder(), 'file')
    writeFileSync(path, bytes)
    expect(isArchive(path, name)).toBe(expected)
  })
})
