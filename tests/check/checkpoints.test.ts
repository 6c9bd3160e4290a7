import { describe, expect, it } from 'vitest'
import { checkEntries } from '../../src/check/check-entries.ts'
import { readZoo } from '../../src/zoo/read.ts'
import { call, dict, int, pickle, pickled, text } from '../inspect/make-pickle.ts'
import { nnunetCheckpoint, stateDict, torchZip } from '../inspect/make-torch.ts'
import { card, GOOD, problemsOf, writeZoo, type Files } from '../zoo/folders.ts'

async function checked(files: Files) {
  const zooDir = writeZoo(files)
  const { entries } = await readZoo(zooDir, 'zoo')
  return checkEntries(entries, { zooDir, label: 'zoo', ownImports: new Set() })
}

const CARD = { 'a/README.md': card('license: mit') }
const TRAINING = 'Dataset123_Liver/nnUNetTrainer__nnUNetPlans__2d'
const CHECKPOINT = `${TRAINING}/fold_0/checkpoint_final.pth`

describe('the checkpoints of an entry', () => {
  it('are part of its record, sorted by their paths', async () => {
    const { entries } = await checked({
      ...CARD,
      'a/weights/b.pth': stateDict(),
      'a/weights/a.bin': stateDict(),
      'a/weights/c.txt': 'c',
    })
    expect(entries[0]!.checkpoints.map(({ path, format }) => [path, format])).toEqual([
      ['weights/a.bin', 'torch'],
      ['weights/b.pth', 'torch'],
    ])
  })

  it('are told of by file and byte', async () => {
    const evil = torchZip(pickled(call('os.system', text('id'))))
    const byte = evil.indexOf('cos\nsystem')
    expect(await problemsOf({ ...CARD, 'a/weights/b.pth': evil })).toEqual([
      `zoo/a/weights/b.pth: byte ${byte}: checkpoint-import: Loading this file imports "os.system", which is known to run code. Do not load it; remove it.`,
    ])
  })

  it.each(['data/case.csv', 'code/config', 'notes/readme.md'])(
    'are found in every section: %s',
    async (path) => {
      const found = await problemsOf({
        ...CARD,
        'a/weights/a.bin': 'a',
        [`a/${path}`]: pickled(call('os.system', text('id'))),
      })
      expect(
        found.filter((line) => line.startsWith(`zoo/a/${path}: byte 2: checkpoint-import`)),
      ).toHaveLength(1)
    },
  )

  it('are found among the files of a snapshot of DIGITS', async () => {
    expect(await problemsOf({ ...GOOD.digits, 'lenet/a.caffemodel': pickled(call('os.system')) })).toEqual([
      expect.stringContaining('zoo/lenet/a.caffemodel: byte 2: checkpoint-import'),
    ])
  })

  it('are not looked for in a git-lfs pointer', async () => {
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n'
    expect(await problemsOf({ ...CARD, 'a/weights/b.pth': pointer })).toEqual([
      expect.stringContaining('git-lfs pointer'),
    ])
  })
})

describe("a checkpoint of nnU-Net's", () => {
  it('fits the folder that it lies in', async () => expect(await problemsOf(GOOD.nnunet)).toEqual([]))

  it('was written by the trainer that the folder is named for', async () => {
    const other = nnunetCheckpoint({ trainer_name: text('nnUNetTrainerOther') })
    expect(await problemsOf({ ...GOOD.nnunet, [CHECKPOINT]: other })).toEqual([
      `zoo/${CHECKPOINT}: nnunet-trainer: The checkpoint was written by "nnUNetTrainerOther", and its folder is named for "nnUNetTrainer". Put it where it belongs.`,
    ])
  })

  const withPlans = (plans: Uint8Array) =>
    nnunetCheckpoint({ init_args: dict({ plans, configuration: text('2d') }) })

  it.each<[string, Uint8Array, string]>([
    [
      'a value',
      dict({ configurations: dict({ '2d': dict({ batch_size: int(3) }) }) }),
      'plans.configurations.2d.batch_size',
    ],
    [
      'a key',
      dict({ configurations: dict({ '2d': dict({ epochs: int(2) }) }) }),
      'plans.configurations.2d.epochs',
    ],
    [
      'a list',
      dict({ configurations: dict({ '2d': dict({ patch: pickle('](', int(1), int(3), 'e') }) }) }),
      'plans.configurations.2d.patch.1',
    ],
    ['a kind', dict({ configurations: int(1) }), 'plans.configurations'],
  ])('is warned of where its plans differ in %s', async (_, plans, place) => {
    const json = '{"configurations": {"2d": {"batch_size": 2, "patch": [1, 2]}}}'
    expect(
      await problemsOf({ ...GOOD.nnunet, [`${TRAINING}/plans.json`]: json, [CHECKPOINT]: withPlans(plans) }),
    ).toEqual([
      `zoo/${CHECKPOINT}: warning: nnunet-plans: The plans that the checkpoint was trained with differ from plans.json at "${place}". Use the plans.json of that training.`,
    ])
  })

  it.each<[string, Uint8Array]>([
    [
      'tuples for lists',
      dict({ configurations: dict({ '2d': dict({ patch: pickle('(', int(1), int(2), 't') }) }) }),
    ],
    [
      'what a pickle keeps in its own way',
      dict({ configurations: dict({ '2d': dict({ patch: call('collections.OrderedDict') }) }) }),
    ],
  ])('may hold %s', async (_, plans) => {
    const json = '{"configurations": {"2d": {"patch": [1, 2]}}}'
    expect(
      await problemsOf({ ...GOOD.nnunet, [`${TRAINING}/plans.json`]: json, [CHECKPOINT]: withPlans(plans) }),
    ).toEqual([])
  })
})
