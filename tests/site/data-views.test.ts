import { describe, expect, it } from 'vitest'
import { describeSlice, legend, measures, sectionElsewhere, volumeSource } from '../../src/site/data-views.ts'
import type { Download, View } from '../../src/store.ts'

const VIEW: View = {
  source: 'data/a_image.nii.gz',
  labels: 'data/a_label.nii.gz',
  voxels: [512, 512, 90],
  spacing: [0.75, 0.75, 5],
  isOriented: true,
  classes: [
    { label: 1, name: 'liver' },
    { label: 2, name: null },
  ],
  slices: [],
}

const file = (path: string) => ({ path, size: 9, sha256: 'a' })

function download(fields: Partial<Download>): Download {
  return {
    section: 'data',
    path: 'liver/1.0/data.tar.gz',
    url: 'http://localhost:8000/liver/1.0/data.tar.gz',
    size: 99,
    sha256: 'b',
    files: [file('a_image.nii.gz'), file('a_label.nii.gz')],
    niftynet: null,
    license: null,
    mirrors: [],
    ...fields,
  }
}

describe('describeSlice', () => {
  it.each([
    [
      'axial',
      true,
      'Axial slice of a_image.nii.gz with the labels of a_label.nii.gz; the patient’s right is on the left',
    ],
    ['coronal', false, 'Coronal slice of a_image.nii.gz; the patient’s right is on the left'],
    ['sagittal', false, 'Sagittal slice of a_image.nii.gz; the front is on the left'],
  ] as const)('tells plane, file and sides: %s', (plane, isLabelled, text) => {
    expect(describeSlice(VIEW, plane, isLabelled)).toBe(text)
  })

  it('promises no side where the file states none, and calls a label map one', () => {
    expect(describeSlice({ ...VIEW, labels: null, isOriented: false }, 'axial', false)).toBe(
      'Axial slice of label map a_image.nii.gz; the file does not state how it lies',
    )
  })
})

describe('measures', () => {
  it.each([
    [[0.75, 0.75, 5], '512 × 512 × 90 voxels of 0.75 × 0.75 × 5 mm'],
    [[4, 4, 4], '512 × 512 × 90 voxels of 4 mm'],
  ])('writes voxels and millimetres: %s', (spacing, text) => {
    expect(measures({ ...VIEW, spacing })).toBe(text)
  })
})

describe('legend', () => {
  it('calls a label without a name by its number', () => {
    expect(legend(VIEW)).toEqual({
      items: [
        { colour: '#e69f00', text: 'liver' },
        { colour: '#56b4e9', text: 'label 2' },
      ],
      more: 0,
    })
  })

  it('ends where colours would come again', () => {
    const classes = Array.from({ length: 160 }, (_, index) => ({ label: index + 1, name: null }))
    expect(legend({ ...VIEW, classes })).toMatchObject({ items: { length: 8 }, more: 152 })
  })
})

describe('volumeSource', () => {
  const sourceIn = (fields: Partial<Download>, view = VIEW) =>
    volumeSource({ downloads: [download(fields)] }, view)

  it('finds the archive and the members', () => {
    expect(sourceIn({})).toEqual({
      path: 'liver/1.0/data.tar.gz',
      size: 99,
      sha256: 'b',
      volume: 'a_image.nii.gz',
      labels: 'a_label.nii.gz',
    })
  })

  it('leaves out labels that lie in another archive', () => {
    expect(sourceIn({ files: [file('a_image.nii.gz')] })?.labels).toBeNull()
  })

  it('is none for what is flat', () => {
    expect(sourceIn({}, { ...VIEW, voxels: [512, 512, 1] })).toBeNull()
  })

  it.each([
    ['is hosted elsewhere', { path: null, files: null }],
    ['is larger than 256 MiB', { size: 256 * 2 ** 20 + 1 }],
    ['is a zip', { path: 'liver/1.0/liver.zip' }],
    ['holds other files', { files: [file('b_image.nii.gz')] }],
  ])('is none where the archive %s', (_what, fields) => {
    expect(sourceIn(fields)).toBeNull()
  })

  it('is none where the archive lies on another host, and the page can say in which download the volume is', () => {
    const apart = { path: null, artifact: 'liver/1.0/data.tar.gz' }
    expect(sourceIn(apart)).toBeNull()
    const inDownload = (fields: Partial<Download>) =>
      sectionElsewhere({ downloads: [download(fields)] }, VIEW)
    expect([inDownload(apart), inDownload({})]).toEqual(['data', null])
  })
})
