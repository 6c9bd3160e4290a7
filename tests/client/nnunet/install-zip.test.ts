/** Installing a zip of trained models: what is put where, what is refused, and that nothing is left of what was refused. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readRecord } from '../../../src/client/install/read-record.ts'
import { sha256 } from '../../../src/lib/hash.ts'
import { call, pickled, text } from '../../inspect/make-pickle.ts'
import { nnunetCheckpoint } from '../../inspect/make-torch.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'
import {
  below,
  filesIn,
  holds,
  install,
  shapes,
  trainingFiles,
  TRAINING,
  writeFiles,
  zipOf,
  type Files,
} from './model-zip.ts'

const DATASET = 'Dataset901_Shapes'

async function refused(files: Files, options: string[] = [], present: Files = {}): Promise<string> {
  const results = freshFolder()
  writeFiles(results, present)
  const { code, said } = await install(zipOf(files), results, ...options)
  expect(code).toBe(null)
  expect(filesIn(results)).toEqual(Object.keys(present).sort())
  expect(holds(results, present)).toBe(true)
  return said
}

describe('a zip of trained models', () => {
  it('is installed byte for byte, and its folders are named', async () => {
    const results = freshFolder()
    const files = {
      ...shapes({ 'fold_0/progress.png': 'picture' }),
      ...below(`${DATASET}/a__b__3d`, trainingFiles()),
    }
    expect(await install(zipOf(files), results)).toEqual({
      code: 0,
      said: `RESULTS/${DATASET}/a__b__3d\nRESULTS/${DATASET}/${TRAINING}`,
    })
    expect(filesIn(results)).toEqual(Object.keys(files).sort())
    expect(holds(results, files)).toBe(true)
  })

  it('leaves a record of each training, with the sum of the zip', async () => {
    const results = freshFolder()
    await install(zipOf(shapes()), results)
    const record = readRecord(join(results, DATASET, TRAINING))
    expect(record?.installed).toMatchObject([{ store: '', id: DATASET, version: null, section: DATASET }])
    expect(record?.installed[0]?.files.map(({ path }) => path).sort()).toEqual(
      Object.keys(trainingFiles()).sort(),
    )
  })

  it("brings what nnU-Net's own export packs beside trainings", async () => {
    const results = freshFolder()
    const ensemble = `${DATASET}/ensembles/ensemble___a__b__2d___a__b__3d___0_1`
    const files = {
      ...shapes({
        'crossval_results_folds_0_1/postprocessing.pkl': pickled(
          'cnnunetv2.postprocessing.remove_connected_components\nremove_all_but_largest_component_from_segmentation\n',
        ),
      }),
      [`${ensemble}/summary.json`]: '{}',
      [`${DATASET}/inference_information.json`]: '{}',
    }
    expect((await install(zipOf(files), results)).code).toBe(0)
    expect(filesIn(results)).toEqual(Object.keys(files).sort())
  })

  it('goes into the folder that nnUNet_results names', async () => {
    const { run } = await import('../../../src/client/cli/install.ts')
    const { surroundings } = await import('./model-zip.ts')
    const results = join(freshFolder(), 'not', 'yet', 'there')
    await run([zipOf(shapes())], surroundings({ env: { nnUNet_results: results } }))
    expect(holds(results, shapes())).toBe(true)
  })

  it('goes where a link to another folder leads, as labs keep their results on several disks', async () => {
    const [results, elsewhere] = [freshFolder(), freshFolder()]
    symlinkSync(elsewhere, join(results, DATASET))
    expect((await install(zipOf(shapes()), results)).code).toBe(0)
    expect(holds(elsewhere, below(TRAINING, trainingFiles()))).toBe(true)
    expect(filesIn(elsewhere)).toHaveLength(3)
  })
})

describe('a zip that begins below the data set', () => {
  it.each([
    { top: 'a training', files: below(TRAINING, trainingFiles()), as: DATASET },
    { top: 'the files of a training', files: trainingFiles(), as: `${DATASET}/${TRAINING}` },
    {
      top: 'the files of a training with its plans under their name',
      files: trainingFiles({ 'plans.json': null, 'nnUNetPlans.json': trainingFiles()['plans.json']! }),
      as: `${DATASET}/${TRAINING}`,
    },
    {
      top: 'a data set of another name',
      files: below('Dataset001_Other', below(TRAINING, trainingFiles())),
      as: DATASET,
    },
  ])('and has $top at its top is put where --as says', async ({ files, as }) => {
    const results = freshFolder()
    expect((await install(zipOf(files), results, '--as', as)).code).toBe(0)
    expect(filesIn(results)).toEqual(Object.keys(shapes()).sort())
    expect(holds(results, shapes())).toBe(true)
  })

  it('asks for --as without it', async () => {
    expect(await refused(trainingFiles())).toMatchInlineSnapshot(
      `"The zip begins with fold_…, and nnU-Net looks for that below a data set and a training. Say which: --as Dataset001_Name/nnUNetTrainer__nnUNetPlans__3d_fullres. Nothing was installed."`,
    )
    expect(await refused(below(TRAINING, trainingFiles()))).toMatchInlineSnapshot(
      `"The zip begins with the folder of a training, and nnU-Net looks for it in that of a data set. Say which: --as Dataset001_Name. Nothing was installed."`,
    )
    expect(await refused(below('nnUNet_results', shapes()))).toMatchInlineSnapshot(
      `"The data set lies below "nnUNet_results" in the zip, where nnU-Net does not look. Pack it again with Dataset###_Name at its top. Nothing was installed."`,
    )
    expect(await refused({ 'a.txt': '' })).toMatchInlineSnapshot(
      `"This is no zip of trained nnU-Net models: there is no Dataset###_Name/Trainer__Plans__configuration in it. Nothing was installed."`,
    )
    expect(
      await refused({ '2d/Task029_LITS/nnUNetTrainerV2__nnUNetPlansv2.1/plans.pkl': '' }),
    ).toMatchInlineSnapshot(
      `"This is a zip of nnU-Net v1, which v2 cannot read. Install it with nnUNet_install_pretrained_model_from_zip of v1. Nothing was installed."`,
    )
    const two = { ...shapes(), ...below(`Dataset902_B/${TRAINING}`, trainingFiles()) }
    expect(await refused(two, ['--as', 'Dataset903_C'])).toMatchInlineSnapshot(
      `"The zip names its data sets itself: "Dataset901_Shapes", "Dataset902_B". Leave --as out, or give it the name of one data set alone. Nothing was installed."`,
    )
  })
})

describe('a zip that nnU-Net could not use', () => {
  it('is refused with all that is missing', async () => {
    const files = shapes({
      'plans.json': null,
      'dataset.json': null,
      'fold_0/checkpoint_final.pth': null,
      'a.txt': '',
    })
    expect(await refused(files)).toMatchInlineSnapshot(`
      "Missing required files in ZIP: Dataset901_Shapes/nnUNetTrainer__nnUNetPlans__2d/plans.json, Dataset901_Shapes/nnUNetTrainer__nnUNetPlans__2d/dataset.json, Dataset901_Shapes/nnUNetTrainer__nnUNetPlans__2d/fold_0/checkpoint_final.pth. Ask whoever packed it for a zip with them.
      Nothing was installed."
    `)
    expect(await refused({ [`${DATASET}/inference_information.txt`]: '' })).toMatchInlineSnapshot(`
      "Missing required files in ZIP: Dataset###_Name/Trainer__Plans__configuration/plans.json. Ask whoever packed it for a zip with them.
      Nothing was installed."
    `)
  })

  it('is refused where files would be scattered among the results', async () => {
    const files = {
      ...shapes(),
      'README.md': '',
      [`${DATASET}/notes.txt`]: '',
      [`Data/${TRAINING}/plans.json`]: '',
    }
    expect(await refused(files)).toMatchInlineSnapshot(`
      "The zip holds files that belong to no trained model: "README.md", "Dataset901_Shapes/notes.txt", "Data/nnUNetTrainer__nnUNetPlans__2d/plans.json". nnU-Net's importer would scatter them among your results. Pack the zip again without them.
      Nothing was installed."
    `)
  })

  it('is refused where two data sets have one number', async () => {
    const files = { ...shapes(), ...below(`Dataset901_Other/${TRAINING}`, trainingFiles()) }
    expect(await refused(files)).toMatchInlineSnapshot(`
      "Two data sets in the zip have the number 901; nnU-Net would find neither. Ask whoever packed it to renumber one.
      Nothing was installed."
    `)
  })

  it('is refused where it brings a record of an install', async () => {
    expect(await refused(shapes({ '.zoopress.json': '{}' }))).toMatchInlineSnapshot(`
      "The zip brings a .zoopress.json of its own in "Dataset901_Shapes/nnUNetTrainer__nnUNetPlans__2d". Pack it again without.
      Nothing was installed."
    `)
  })

  it('is refused where it is cut short, or no zip, or not there', async () => {
    const results = freshFolder()
    const path = join(freshFolder(), 'model.zip')
    expect((await install(path, results)).said).toMatchInlineSnapshot(
      `"There is no ZIP/model.zip. Nothing was installed."`,
    )
    writeFileSync(path, 'PK\x03\x04')
    expect((await install(path, results)).said).toMatchInlineSnapshot(
      `"ZIP/model.zip: The archive does not end where the file ends. It was cut short, or it is no plain zip. Fetch it again, or pack it again. Nothing was installed."`,
    )
    expect(filesIn(results)).toEqual([])
  })

  it.each([
    ['leads out of the results', { name: '../evil.txt', content: '' }],
    ['is absolute', { name: '/tmp/evil.txt', content: '' }],
    ['is a link', { name: `${DATASET}/${TRAINING}/link`, content: '/etc/passwd', mode: 0o120777 }],
    ['differs only in case', { name: `${DATASET}/${TRAINING}/PLANS.json`, content: '' }],
  ])('is refused where a path %s', async (_, member) => {
    const results = freshFolder()
    const { code, said } = await install(zipOf(shapes(), [member]), results)
    expect(code).toBe(null)
    expect(said).toContain('Nothing was installed.')
    expect(filesIn(results)).toEqual([])
  })
})

describe('a zip of more than anybody trains', () => {
  it('is refused without taking long', async () => {
    const folders = Array.from({ length: 20_000 }, (_, index) => `${DATASET}/a__b__${index}/plans.json`)
    const files = Object.fromEntries(folders.map((path) => [path, '{}']))
    expect((await refused(files)).split('\n')[0]).toMatchInlineSnapshot(
      `"The zip holds 20000 trainings. Pack it again with fewer."`,
    )
  })
})

describe('a model that is there already', () => {
  it('is not written over', async () => {
    expect(await refused(shapes(), [], shapes({ 'plans.json': 'old' }))).toMatchInlineSnapshot(`
      "Model already exists at destination: RESULTS/Dataset901_Shapes/nnUNetTrainer__nnUNetPlans__2d. Replace it with --force, or install this one under another number: --as Dataset###_Name.
      Nothing was installed."
    `)
  })

  it('is replaced with --force, and own files stay, under another name where they must', async () => {
    const results = freshFolder()
    const own = { 'plans.json': 'old', 'notes.txt': 'mine' }
    writeFiles(results, shapes(own))
    const { code, said } = await install(zipOf(shapes()), results, '--force')
    expect(code).toBe(0)
    expect(said).toMatchInlineSnapshot(`
      "A file of your own is kept as RESULTS/Dataset901_Shapes/nnUNetTrainer__nnUNetPlans__2d/plans.json.kept
      RESULTS/Dataset901_Shapes/nnUNetTrainer__nnUNetPlans__2d"
    `)
    expect(holds(results, shapes({ 'notes.txt': 'mine', 'plans.json.kept': 'old' }))).toBe(true)
    expect(filesIn(results)).toHaveLength(5)
  })

  it('is not mixed with folds of another, even with --force', async () => {
    const old = shapes({ 'fold_3/checkpoint_final.pth': 'old' })
    expect(await refused(shapes(), ['--force'], old)).toMatchInlineSnapshot(`
      "RESULTS/Dataset901_Shapes/nnUNetTrainer__nnUNetPlans__2d holds fold_3, which the zip does not: nnU-Net would predict with folds of two models. Move it away.
      Nothing was installed."
    `)
  })

  it('is put there again where it came from the same zip', async () => {
    const results = freshFolder()
    const path = zipOf(shapes())
    await install(path, results)
    writeFileSync(join(results, DATASET, TRAINING, 'notes.txt'), 'mine')
    expect((await install(path, results)).code).toBe(0)
    expect(holds(results, shapes({ 'notes.txt': 'mine' }))).toBe(true)
  })

  it('says what was installed before one could not be', async () => {
    const results = freshFolder()
    const other = {
      ...{ store: 'http://other.example', id: 'other', version: null, section: 'weights', sha256: null },
      files: [{ path: 'plans.json', size: 3, sha256: sha256('old') }],
    }
    const record = JSON.stringify({ formatVersion: 1, installed: [other] })
    writeFiles(results, {
      [`${DATASET}/a__b__3d/plans.json`]: 'old',
      [`${DATASET}/a__b__3d/.zoopress.json`]: record,
    })
    const zip = zipOf({ ...shapes(), ...below(`${DATASET}/a__b__3d`, trainingFiles()) })
    expect((await install(zip, results, '--force')).said).toMatchInlineSnapshot(`
      "RESULTS/Dataset901_Shapes/a__b__3d holds other files of the same names:
        "plans.json" belongs to "weights" of "other".
      Nothing was changed. Choose another folder.
      Installed before that: Dataset901_Shapes/nnUNetTrainer__nnUNetPlans__2d. The same command installs the rest."
    `)
    expect(holds(results, { ...shapes(), [`${DATASET}/a__b__3d/plans.json`]: 'old' })).toBe(true)
    expect(filesIn(results)).toHaveLength(4)
  })

  it('is refused where another data set has its number', async () => {
    const other = below(`Dataset901_Other/${TRAINING}`, trainingFiles())
    expect(await refused(shapes(), ['--force'], other)).toMatchInlineSnapshot(`
      "RESULTS/Dataset901_Other has the number 901 too; nnU-Net would find neither. Install this one under another number: --as Dataset###_Name.
      Nothing was installed."
    `)
  })

  it('is refused where a file or a link is in its place', async () => {
    const results = freshFolder()
    mkdirSync(join(results, DATASET))
    symlinkSync('/nowhere', join(results, DATASET, TRAINING))
    expect((await install(zipOf(shapes()), results)).said).toMatchInlineSnapshot(`
      "RESULTS/Dataset901_Shapes/nnUNetTrainer__nnUNetPlans__2d is a link. Remove it, or put the folder that it leads to in its place.
      Nothing was installed."
    `)
    const file = freshFolder()
    writeFiles(file, { [`${DATASET}/${TRAINING}`]: '' })
    expect((await install(zipOf(shapes()), file)).said).toMatchInlineSnapshot(`
      "RESULTS/Dataset901_Shapes/nnUNetTrainer__nnUNetPlans__2d is no folder. Move it away.
      Nothing was installed."
    `)
  })
})

describe('a checkpoint', () => {
  const evil = nnunetCheckpoint({ extra: call('os.system', text('id')) })
  const odd = nnunetCheckpoint({ extra: call('my_lab.trainer.Settings', text('x')) })

  it('that brings code is refused, and what it imports is named', async () => {
    expect(await refused(shapes({ 'fold_0/checkpoint_best.pth': evil }))).toMatchInlineSnapshot(`
      "Dataset901_Shapes/nnUNetTrainer__nnUNetPlans__2d/fold_0/checkpoint_best.pth: loading it imports "os.system" (known to run code).
      nnU-Net loads these files without a filter, so nothing was installed."
    `)
    expect(await refused(shapes({ 'fold_0/checkpoint_best.pth': odd }))).toMatchInlineSnapshot(`
      "Dataset901_Shapes/nnUNetTrainer__nnUNetPlans__2d/fold_0/checkpoint_best.pth: loading it imports "my_lab.trainer.Settings".
      nnU-Net loads these files without a filter, so nothing was installed. If you know these imports and trust them: zoopress install, with --allow-imports my_lab.trainer.Settings"
    `)
  })

  it.each(['fold_0/notes.txt', 'postprocessing.pkl'])('is found under the name %s, too', async (path) => {
    const code = pickled(call('os.system', text('id')))
    expect(await refused(shapes({ [path]: code }))).toContain('"os.system" (known to run code)')
  })

  it('with imports that the person vouches for is installed', async () => {
    const results = freshFolder()
    const path = zipOf(shapes({ 'fold_0/checkpoint_best.pth': odd }))
    expect((await install(path, results, '--allow-imports', 'my_lab.trainer.Settings')).code).toBe(0)
  })

  it('that is none is refused', async () => {
    expect(await refused(shapes({ 'fold_0/checkpoint_final.pth': 'text' }))).toMatchInlineSnapshot(`
      "Dataset901_Shapes/nnUNetTrainer__nnUNetPlans__2d/fold_0/checkpoint_final.pth: The file is called a checkpoint, and is none that is known. Save it again with torch.save, or name it for what it is.
      nnU-Net loads these files without a filter, so nothing was installed."
    `)
  })
})

/** Plans of a network that is called with what they say of it. */
function plansWith(network: string, imported: Record<string, unknown>, listed: unknown = null): string {
  const architecture = {
    network_class_name: network,
    arch_kwargs: { n_stages: 4, ...imported },
    _kw_requires_import: listed ?? Object.keys(imported),
  }
  return JSON.stringify({ configurations: { '2d': {}, other: { architecture } } })
}

describe('plans', () => {
  const UNET = 'dynamic_network_architectures.architectures.unet.PlainConvUNet'

  it("of nnU-Net's own networks are installed, with the bare NaN of Python", async () => {
    const parts = { conv_op: 'torch.nn.modules.conv.Conv2d', nonlin: 'torch.nn.LeakyReLU', dropout_op: null }
    for (const network of [UNET, 'ResidualEncoderUNet']) {
      const plans = plansWith(network, parts).replace('4', 'NaN')
      expect((await install(zipOf(shapes({ 'plans.json': plans })), freshFolder())).code).toBe(0)
    }
  })

  it.each([
    ['subprocess.Popen', plansWith(UNET, { nonlin: 'subprocess.Popen', nonlin_kwargs: {} })],
    ['os.system', plansWith('os.system', {})],
    ['exec', plansWith('exec', {})],
    ['torch.nn.modules.module.functools.partial', plansWith('torch.nn.modules.module.functools.partial', {})],
    ['torch.hub.load', plansWith(UNET, { x: 'torch.hub.load' }, 'x')],
    ['torch.hub.load', plansWith(UNET, { x: 'torch.hub.load' }, { x: 1 })],
  ])('that make nnU-Net call %s are refused', async (name, plans) => {
    const said = await refused(shapes({ 'plans.json': plans }))
    expect(said).toContain(`${TRAINING}/plans.json: for it nnU-Net imports and calls "${name}"`)
    expect(said).toContain('so nothing was installed.')
  })

  it('are found under the name that they have elsewhere, and in ensembles', async () => {
    const evil = plansWith('os.system', {})
    const ensemble = { [`${DATASET}/ensembles/ensemble_a/plans.json`]: evil }
    expect(await refused(shapes({ 'plans.json': null, 'nnUNetPlans.json': evil }))).toContain('"os.system"')
    expect(await refused({ ...shapes(), ...ensemble })).toContain('"os.system"')
  })

  it.each(['[1]', '{', '{"configurations": {}, "configurations": {}}'])(
    'that nobody can read are refused: %s',
    async (plans) => {
      expect(await refused(shapes({ 'plans.json': plans }))).toContain('it is not the JSON of plans')
    },
  )

  it('of a network that the person vouches for are installed', async () => {
    const path = zipOf(shapes({ 'plans.json': plansWith('my_lab.nets.Net', {}) }))
    expect(await refused(shapes({ 'plans.json': plansWith('my_lab.nets.Net', {}) }))).toContain(
      '--allow-imports my_lab.nets.Net',
    )
    expect((await install(path, freshFolder(), '--allow-imports', 'my_lab.nets.Net')).code).toBe(0)
  })
})
