/** What goes into an exported zip, what does not, and what is said about it. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exportModel } from '../../../src/client/nnunet/export-model.ts'
import { call, text } from '../../inspect/make-pickle.ts'
import { nnunetCheckpoint } from '../../inspect/make-torch.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'
import { exportFolder, unzipped } from './export-folder.ts'
import { below, shapes, trainingFiles, TRAINING, writeFiles, type Files } from './model-zip.ts'

const DATASET = 'Dataset901_Shapes'
const AT = `${DATASET}/${TRAINING}`
const CASE = '{"reference_file": "/data/lab/labels/case_1.nii.gz", "metrics": {"1": {"Dice": NaN}}}'

/** A training with everything that nnU-Net leaves in its folder. */
const WHOLE: Files = {
  ...shapes({
    'dataset_fingerprint.json': '{}',
    'fold_0/checkpoint_best.pth': nnunetCheckpoint(),
    'fold_0/checkpoint_latest.pth': nnunetCheckpoint(),
    'fold_0/progress.png': 'picture',
    'fold_0/network_architecture.pdf': 'drawing',
    'fold_0/debug.json': '{}',
    'fold_0/training_log_2026_1_1_00_00_00.txt': 'log',
    'fold_0/validation/summary.json': CASE,
    'fold_0/validation/case_1.nii.gz': 'prediction',
    'fold_0/validation/case_1.npz': 'probabilities',
    'crossval_results_folds_0/summary.json': CASE,
    'crossval_results_folds_0/postprocessing.json': '{}',
    'crossval_results_folds_0/case_1.nii.gz': 'prediction',
    'crossval_results_folds_0_1/postprocessing.json': '{}',
    'notes.txt': 'mine',
  }),
  [`${DATASET}/ensembles/ensemble___${TRAINING}___${TRAINING}___0/postprocessing.json`]: '{}',
  [`${DATASET}/ensembles/ensemble___${TRAINING}___a__b__3d___0/postprocessing.json`]: '{}',
}

const DEFAULT = [
  `${AT}/crossval_results_folds_0/postprocessing.json`,
  `${AT}/crossval_results_folds_0/summary.json`,
  `${AT}/dataset.json`,
  `${AT}/dataset_fingerprint.json`,
  `${AT}/fold_0/checkpoint_final.pth`,
  `${AT}/fold_0/network_architecture.pdf`,
  `${AT}/fold_0/progress.png`,
  `${AT}/fold_0/validation/summary.json`,
  `${AT}/plans.json`,
  `${DATASET}/ensembles/ensemble___${TRAINING}___${TRAINING}___0/postprocessing.json`,
].sort()

function resultsWith(files: Files): string {
  const results = freshFolder()
  writeFiles(results, files)
  return results
}

function outPath(): string {
  return join(freshFolder(), 'model.zip')
}

async function refused(files: Files, folder: string, ...options: string[]): Promise<string> {
  const results = resultsWith(files)
  const path = outPath()
  const { code, said } = await exportFolder(join(results, folder), path, results, ...options)
  expect(code).toBe(null)
  expect(readdirSync(join(path, '..'))).toEqual([])
  return said
}

describe('an exported zip', () => {
  it.each(['', DATASET, AT])(
    "holds what nnU-Net's own export packs, and nothing more, of results/%s",
    async (folder) => {
      const results = resultsWith(WHOLE)
      const path = outPath()
      const { code, said } = await exportFolder(join(results, folder), path, results)
      expect(code).toBe(0)
      expect(said).toMatch(
        /^summary\.json names images .* of 2 paths .*\nOUT\/model\.zip: 10 files, .*, SHA-256 …$/,
      )
      expect([...unzipped(path).keys()]).toEqual(DEFAULT)
    },
  )

  it.each([
    { options: ['--with', 'validation'], more: ['fold_0/validation/case_1.nii.gz'] },
    {
      options: ['--with', 'debug,logs'],
      more: ['fold_0/debug.json', 'fold_0/training_log_2026_1_1_00_00_00.txt'],
    },
    { options: ['--checkpoints', 'best,final'], more: ['fold_0/checkpoint_best.pth'] },
  ])('holds more with $options', async ({ options, more }) => {
    const results = resultsWith(WHOLE)
    const path = outPath()
    await exportFolder(results, path, results, ...options)
    expect([...unzipped(path).keys()]).toEqual([...DEFAULT, ...more.map((name) => `${AT}/${name}`)].sort())
  })

  it('holds the trainings and folds that were chosen', async () => {
    const files = {
      ...shapes({ 'fold_1/checkpoint_final.pth': nnunetCheckpoint() }),
      ...below(`${DATASET}/a__b__3d`, trainingFiles()),
    }
    const results = resultsWith(files)
    const paths = async (...options: string[]) => {
      const path = outPath()
      expect((await exportFolder(results, path, results, ...options)).code).toBe(0)
      return [...unzipped(path).keys()].filter((name) => name.endsWith('.pth'))
    }
    const [first, second, third] = [
      `${AT}/fold_0/checkpoint_final.pth`,
      `${AT}/fold_1/checkpoint_final.pth`,
      `${DATASET}/a__b__3d/fold_0/checkpoint_final.pth`,
    ]
    expect(await paths()).toEqual([third, first, second].sort())
    expect(await paths('--configurations', '2d')).toEqual([first, second])
    expect(await paths('--trainer', 'a')).toEqual([third])
    expect(await paths('--plans', 'nnUNetPlans', '--folds', '1')).toEqual([second])
  })

  it('is the same whatever the times and the order of the files', async () => {
    const [one, two] = [resultsWith(WHOLE), resultsWith(Object.fromEntries(Object.entries(WHOLE).reverse()))]
    utimesSync(join(two, AT, 'plans.json'), 1, 1)
    const [first, second] = [outPath(), outPath()]
    await exportFolder(one, first, one)
    await exportFolder(two, second, two)
    expect(readFileSync(first).equals(readFileSync(second))).toBe(true)
  })

  it('names no folder of this machine in summaries, and keeps their NaN', async () => {
    const results = resultsWith(WHOLE)
    const path = outPath()
    await exportFolder(results, path, results)
    expect(unzipped(path).get(`${AT}/fold_0/validation/summary.json`)?.toString()).toBe(
      '{"reference_file": "case_1.nii.gz", "metrics": {"1": {"Dice": NaN}}}',
    )
  })

  it('follows links to files and folders, and says so', async () => {
    const results = resultsWith(shapes({ 'fold_0/checkpoint_final.pth': null }))
    const elsewhere = freshFolder()
    writeFiles(elsewhere, {
      'weights.pth': nnunetCheckpoint(),
      'fold/checkpoint_final.pth': nnunetCheckpoint(),
    })
    mkdirSync(join(results, AT, 'fold_0'))
    symlinkSync(join(elsewhere, 'weights.pth'), join(results, AT, 'fold_0', 'checkpoint_final.pth'))
    symlinkSync(join(elsewhere, 'fold'), join(results, AT, 'fold_1'))
    const path = outPath()
    const { said } = await exportFolder(results, path, results)
    expect(said.split('\n')[0]).toMatchInlineSnapshot(
      `"These are links, and what they lead to is packed: Dataset901_Shapes/nnUNetTrainer__nnUNetPlans__2d/fold_0/checkpoint_final.pth, Dataset901_Shapes/nnUNetTrainer__nnUNetPlans__2d/fold_1."`,
    )
    expect(unzipped(path).get(`${AT}/fold_0/checkpoint_final.pth`)?.equals(nnunetCheckpoint())).toBe(true)
    expect(unzipped(path).has(`${AT}/fold_1/checkpoint_final.pth`)).toBe(true)
  })

  it('comes with warnings about people, machines and code in it', async () => {
    const files = shapes({
      'plans.json': '{\n"file": "/home/jdoe/nnunet/x", "other": "/home/jdoe/y/"}',
      'fold_0/debug.json': '{"hostname": "gpu-7"}',
      'fold_0/checkpoint_final.pth': nnunetCheckpoint({ extra: call('my_lab.Settings', text('x')) }),
    })
    const results = resultsWith(files)
    const { said } = await exportFolder(results, outPath(), results, '--with', 'debug')
    expect(said.split('\n').slice(0, -1)).toMatchInlineSnapshot(`
      [
        "warning: Dataset901_Shapes/nnUNetTrainer__nnUNetPlans__2d/fold_0/checkpoint_final.pth: loading it imports "my_lab.Settings". zoopress install refuses it from strangers.",
        "warning: Dataset901_Shapes/nnUNetTrainer__nnUNetPlans__2d/fold_0/debug.json: line 1: "hostname" is "gpu-7", the machine that trained the model. Write "not recorded" in its place; nnU-Net never reads it.",
        "warning: Dataset901_Shapes/nnUNetTrainer__nnUNetPlans__2d/plans.json: line 2: "/home/jdoe/nnunet/x" lies in a home folder: it may name a person, and leads nowhere elsewhere. Write a relative path, or remove it. There are 1 more like it in this file.",
      ]
    `)
  })
})

describe('an export that cannot be', () => {
  it('says all that is missing at once', async () => {
    const files = shapes({
      'plans.json': null,
      'dataset.json': null,
      'fold_0/checkpoint_final.pth': null,
      'fold_0/x': '',
      'fold_1/y': '',
    })
    expect(await refused(files, '', '--folds', '0,1,7')).toMatchInlineSnapshot(`
      "Missing required files: Dataset901_Shapes/nnUNetTrainer__nnUNetPlans__2d/plans.json, Dataset901_Shapes/nnUNetTrainer__nnUNetPlans__2d/dataset.json, Dataset901_Shapes/nnUNetTrainer__nnUNetPlans__2d/fold_0/checkpoint_final.pth, Dataset901_Shapes/nnUNetTrainer__nnUNetPlans__2d/fold_1/checkpoint_final.pth. Let the training finish, or choose with --folds, --checkpoints and --configurations.
      Dataset901_Shapes/nnUNetTrainer__nnUNetPlans__2d has no fold_7. There are: fold_0, fold_1.
      Nothing was written."
    `)
  })

  it('says what there is where there is not what was chosen', async () => {
    expect(await refused(shapes(), '', '--configurations', '2d,3d_fullres')).toMatchInlineSnapshot(
      `"Dataset901_Shapes has no such training of "3d_fullres". There are: nnUNetTrainer__nnUNetPlans__2d. Nothing was written."`,
    )
    expect(await refused(shapes(), '', '--trainer', 'other')).toMatchInlineSnapshot(
      `"Dataset901_Shapes has no training by that trainer and those plans. There are: nnUNetTrainer__nnUNetPlans__2d. Nothing was written."`,
    )
    expect(await refused(shapes({ 'fold_0/checkpoint_final.pth': null }), '')).toMatchInlineSnapshot(`
      "Dataset901_Shapes/nnUNetTrainer__nnUNetPlans__2d has no folds, so no model was trained there.
      Nothing was written."
    `)
  })

  it('says which folder to name', async () => {
    expect(
      await refused({ ...shapes(), ...below(`Dataset902_B/${TRAINING}`, trainingFiles()) }, ''),
    ).toMatchInlineSnapshot(
      `"RESULTS holds 2 data sets: Dataset901_Shapes, Dataset902_B. Name the folder of one."`,
    )
    expect(await refused({ 'a.txt': '' }, '')).toMatchInlineSnapshot(
      `"RESULTS holds no trained nnU-Net models. Name the folder of a training (…/Dataset001_Name/nnUNetTrainer__nnUNetPlans__2d), or that of a data set."`,
    )
    expect(await refused({}, 'nowhere')).toMatchInlineSnapshot(`"There is no folder RESULTS/nowhere."`)
    expect(await refused(shapes(), `${AT}/fold_0`)).toMatchInlineSnapshot(
      `"RESULTS/Dataset901_Shapes/nnUNetTrainer__nnUNetPlans__2d/fold_0 is one fold. Name the folder of its training, and the fold with --folds 0."`,
    )
    expect(
      await refused(below(`models/${TRAINING}`, trainingFiles()), `models/${TRAINING}`),
    ).toMatchInlineSnapshot(
      `"RESULTS/models/nnUNetTrainer__nnUNetPlans__2d lies in no folder of a data set. nnU-Net needs its name: put the training into one like Dataset001_Name."`,
    )
    expect(await refused({ [`${DATASET}/a.txt`]: '' }, DATASET)).toMatchInlineSnapshot(
      `"RESULTS/Dataset901_Shapes holds no training: no folder like nnUNetTrainer__nnUNetPlans__2d."`,
    )
  })

  it('tells of a link that leads nowhere', async () => {
    const results = resultsWith(shapes({ 'fold_0/checkpoint_final.pth': null, 'fold_0/x': '' }))
    symlinkSync('/nowhere', join(results, AT, 'fold_0', 'checkpoint_final.pth'))
    expect((await exportFolder(results, outPath(), results)).said).toMatchInlineSnapshot(`
      "Missing required files: Dataset901_Shapes/nnUNetTrainer__nnUNetPlans__2d/fold_0/checkpoint_final.pth (a link that leads nowhere). Let the training finish, or choose with --folds, --checkpoints and --configurations.
      Nothing was written."
    `)
  })

  it('leaves a file that is there, without --force', async () => {
    const results = resultsWith(shapes())
    const path = outPath()
    writeFileSync(path, 'mine')
    expect((await exportFolder(results, path, results)).said).toMatchInlineSnapshot(
      `"OUT/model.zip is there already. Replace it with --force, or choose another name."`,
    )
    expect(readFileSync(path, 'utf8')).toBe('mine')
    expect((await exportFolder(results, path, results, '--force')).code).toBe(0)
    expect(unzipped(path).size).toBe(3)
    const folder = join(path, '..')
    expect((await exportFolder(results, folder, results)).said).toContain('is a folder. Name the file: -o ')
    expect((await exportFolder(results, join(folder, 'a', 'b.zip'), results)).said).toMatchInlineSnapshot(
      `"There is no folder OUT to write into. Make it first."`,
    )
  })

  it('leaves nothing behind where it is stopped', async () => {
    const results = resultsWith(shapes())
    const path = outPath()
    const stop = new AbortController()
    const exporting = exportModel(results, path, {
      ...{ force: false, stripOptimizer: false, signal: stop.signal },
      choice: {
        configurations: null,
        trainer: null,
        plans: null,
        folds: null,
        checkpoints: ['final'],
        extras: new Set(),
      },
      onMember: (name) => {
        expect(existsSync(`${path}.part`)).toBe(true)
        if (name.endsWith('.pth')) stop.abort()
      },
    })
    await expect(exporting).rejects.toThrow('aborted')
    expect(readdirSync(join(path, '..'))).toEqual([])
  })

  it('finds a file that changes while it is packed', async () => {
    const results = resultsWith(shapes())
    const path = outPath()
    const exporting = exportModel(results, path, {
      ...{ force: false, stripOptimizer: false, signal: new AbortController().signal },
      choice: {
        configurations: null,
        trainer: null,
        plans: null,
        folds: null,
        checkpoints: ['final'],
        extras: new Set(),
      },
      onMember: (name) => writeFileSync(join(results, name), 'still training'),
    })
    await expect(exporting).rejects.toThrow('changed while it was packed')
    expect(readdirSync(join(path, '..'))).toEqual([])
  })
})
