import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { planInstallation } from '../../../src/client/get/installation.ts'
import { kindOf } from '../../../src/client/get/kind.ts'
import { UserError } from '../../../src/lib/user-error.ts'
import { sampleDownload, sampleModel } from '../sample-store.ts'

const ROOT = join('/srv', 'models')
const CARD = sampleModel({
  downloads: [
    sampleDownload('weights', { niftynet: { destination: 'models', localId: 'liver-ct' } }),
    sampleDownload('slides', { files: null }),
  ],
})
const SNAPSHOT = sampleModel({
  layout: 'digits',
  downloads: [sampleDownload('liver'), sampleDownload('data')],
  digits: { framework: 'caffe', files: [] },
})
const LOOSE = sampleModel({
  layout: 'digits',
  version: null,
  downloads: [],
  digits: {
    framework: 'caffe',
    files: [
      { path: 'info.json', url: 'https://old.example/liver/info.json', size: null, sha256: null },
      {
        path: 'net/a.caffemodel',
        url: 'https://old.example/liver/net/a.caffemodel',
        size: null,
        sha256: null,
      },
    ],
  },
})

describe('the kind of a model', () => {
  it.each([
    ['card', 'niftynet', 'niftynet'],
    ['card', 'NiftyNet', 'niftynet'],
    ['card', 'pytorch', 'files'],
    ['card', null, 'files'],
    ['digits', 'caffe', 'digits'],
    ['nnunet', 'nnunetv2', 'nnunet'],
  ] as const)('of layout %s and library %s is %s', (layout, library, kind) => {
    expect(kindOf({ layout, library })).toBe(kind)
  })
})

describe('the plan of an installation', () => {
  const places = (...args: Parameters<typeof planInstallation>) => {
    const { installations, leftOut, downloadDir } = planInstallation(...args)
    return {
      downloadDir,
      leftOut,
      places: installations.map(({ targetDir, pieces }) => [
        targetDir,
        ...pieces.map(({ at, fileName, form }) => `${form} ${at}: ${fileName}`),
      ]),
    }
  }

  it.each([
    [
      'files: each section in a folder of its own',
      () => places(CARD, 'files', ROOT, []),
      {
        places: [[`${ROOT}/liver`, 'archive weights: weights.tar.gz', 'either slides: slides.tar.gz']],
        leftOut: [],
      },
    ],
    [
      'files: one section',
      () => places(CARD, 'files', ROOT, ['slides']),
      { places: [[`${ROOT}/liver`, 'either slides: slides.tar.gz']], leftOut: [] },
    ],
    [
      'NiftyNet: what it has a place for',
      () => places(CARD, 'niftynet', ROOT, []),
      { places: [[`${ROOT}/models/liver-ct`, 'archive : weights.tar.gz']], leftOut: ['slides'] },
    ],
    [
      'DIGITS: the snapshot as one archive',
      () => places(SNAPSHOT, 'digits', ROOT, []),
      { places: [[`${ROOT}/liver`, 'archive : liver.tar.gz']], leftOut: ['data'] },
    ],
    [
      'DIGITS: file by file, where the store publishes no sums',
      () => places(LOOSE, 'digits', ROOT, []),
      { places: [[`${ROOT}/liver`, 'file : info.json', 'file net: a.caffemodel']], leftOut: [] },
    ],
    [
      'files of a plain DIGITS store',
      () => places(LOOSE, 'files', ROOT, []),
      { places: [[`${ROOT}/liver`, 'file : info.json', 'file net: a.caffemodel']], leftOut: [] },
    ],
  ])('has, for %s', (_, plan, expected) => {
    expect(plan()).toEqual({ ...expected, downloadDir: `${ROOT}/.zoopress-downloads` })
  })

  it.each([
    [
      'a section that is not there',
      () => places(CARD, 'files', ROOT, ['weihgts', 'data']),
      'liver has no section "weihgts", "data". Its sections are weights, slides.',
    ],
    [
      'a section of a snapshot',
      () => places(SNAPSHOT, 'digits', ROOT, ['data']),
      'liver is installed as a whole. To get sections of it, say --as files.',
    ],
    [
      'NiftyNet without a place',
      () => places(CARD, 'niftynet', ROOT, ['slides']),
      'liver has nothing that NiftyNet has a place for. Get it with --as files.',
    ],
    [
      'DIGITS without a snapshot',
      () => places(CARD, 'digits', ROOT, []),
      'liver is no snapshot of DIGITS. Get it with --as files.',
    ],
    [
      'nothing',
      () => places(sampleModel({ downloads: [] }), 'files', ROOT, []),
      'liver has nothing to download.',
    ],
  ])('refuses %s', (_, plan, message) => {
    expect(plan).toThrow(new UserError(message))
  })
})
