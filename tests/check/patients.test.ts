import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dataSet, dicom, fragments, type Item, type SyntaxName } from '../inspect/dicom-bytes.ts'
import { analyze, nifti } from '../inspect/nifti-bytes.ts'
import { checkPatients } from '../../src/check/patients.ts'
import type { Content } from '../../src/check/content.ts'
import { bytesOf } from '../../src/lib/byte-source.ts'
import { card, problemsOf } from '../zoo/folders.ts'

/** What is said of a file, by the byte. */
function findings(bytes: Buffer): string[] {
  const content = { place: 'x.dcm', bytes: bytesOf(bytes), head: bytes.subarray(0, 4096) } as Content
  return checkPatients(content).map((problem) => `${problem.byte}: ${problem.message.split(/,| in the/)[0]}`)
}

const NAME: Item = [0x00100010, 'PN', 'Doe^Jane']
const START: Item[] = [
  [0x00080005, 'CS', 'ISO_IR 100'],
  [0x00080008, 'CS', 'ORIGINAL'],
  [0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.4'],
  [0x00080060, 'CS', 'MR'],
]
const PIXELS: Item = [0x7fe00010, 'OW', Buffer.alloc(5000, 0x10)]

describe('a DICOM file with a patient', () => {
  it.each<SyntaxName>(['explicit', 'implicit', 'big', 'deflated', 'jpeg'])(
    'is found in syntax %s',
    (name) => {
      expect(findings(dicom([...START, NAME, PIXELS], name))).toEqual([
        expect.stringMatching(/^\d+: PatientName is filled in \(8 characters\)$/),
      ])
    },
  )

  it.each<SyntaxName>(['explicit', 'implicit'])('is found without preamble in syntax %s', (name) => {
    const bytes = dataSet([...START, NAME, PIXELS], name)
    const at = dataSet(START, name).length
    expect(findings(bytes)).toEqual([`${at}: PatientName is filled in (8 characters)`])
  })

  it.each([
    ['explicit', false],
    ['explicit', true],
    ['implicit', false],
    ['implicit', true],
  ] as const)('is found inside sequences in syntax %s (without lengths: %s)', (name, isOpenEnded) => {
    const inner: Item = [0x00101002, 'SQ', [[[0x00100020, 'LO', '19284756']]]]
    const items: Item[] = [...START, [0x00081110, 'SQ', [[NAME], []]], inner, PIXELS]
    expect(findings(dicom(items, name, isOpenEnded)).map((finding) => finding.split(' ')[1])).toEqual([
      'PatientName',
      'PatientID',
    ])
  })

  it('is found behind a thumbnail of compressed pixels', () => {
    const thumbnail = fragments(Buffer.alloc(0), Buffer.alloc(70_000, 1))
    const bytes = Buffer.concat([dicom(START), thumbnail, dataSet([NAME], 'explicit')])
    expect(findings(bytes)).toEqual([`${bytes.length - 16}: PatientName is filled in (8 characters)`])
  })

  it('is found when packed by gzip', () => {
    expect(findings(gzipSync(dicom([...START, NAME])))).toHaveLength(1)
  })

  it('is described by file and byte, without what the fields hold', async () => {
    const bytes = dicom([
      ...START,
      [0x00080080, 'LO', 'Klinikum Nord'],
      NAME,
      [0x00100020, 'LO', '19284756'],
      [0x00100030, 'DA', '19620714'],
      [0x00101040, 'LO', 'Main Street 1'],
    ])
    const problems = await problemsOf({ 'a/README.md': card('license: mit'), 'a/data/case.dcm': bytes })
    expect(problems).toEqual([
      expect.stringContaining(
        'zoo/a/data/case.dcm: warning: byte 238: patient-data: InstitutionName is filled in',
      ),
      expect.stringContaining(
        'patient-data: PatientName is filled in (8 characters), which may tell who was examined.',
      ),
      expect.stringMatching(/PatientID .* published\. There are 2 more such fields in this file\.$/),
    ])
    expect(problems.join()).not.toMatch(/Doe|Klinikum|1928|1962|Main/)
  })

  it('is found though the file says that the identity was removed', () => {
    const items: Item[] = [...START, NAME, [0x00100030, 'DA', '19620714'], [0x00120062, 'CS', 'YES']]
    expect(findings(dicom(items))).toHaveLength(2)
  })

  it('is dated: days count where the patient is known', () => {
    const date: Item = [0x00080020, 'DA', '20240229']
    expect(findings(dicom([date, NAME]))).toHaveLength(2)
    expect(findings(dicom([date, [0x00100010, 'PN', 'ANON^0001']]))).toEqual([])
  })
})

describe('a DICOM file without a patient', () => {
  it.each([
    '',
    'Anonymous',
    'anon',
    'ANON^0001',
    'ANONYMIZED^^^^',
    '0',
    '000000',
    'sub-012',
    'case_7',
    'LIDC-IDRI-0001',
    'REMOVED',
    'unknown',
    'Phantom^Water',
    'de-identified',
    'xxx',
    '9f86d081884c7d659a2feaa0c55ad015',
    '1.3.6.1.4.1.14519.5.2.1',
    'test^patient',
    'Patient^Anonymous',
    'TCGA-06-0119',
    'BraTS19_2013_0_1',
    '003',
  ])('may call it %j', (name) => {
    expect(findings(dicom([...START, [0x00100010, 'PN', name], [0x00100020, 'LO', name]]))).toEqual([])
  })

  it.each(['', '00000000', '19000101', '00010101'])('may be born on %j', (date) => {
    expect(findings(dicom([...START, [0x00100030, 'DA', date]]))).toEqual([])
  })

  it('may keep pseudonyms and shifted dates where it says that the identity was removed', () => {
    const items: Item[] = [
      [0x00080020, 'DA', '20010203'],
      [0x00080050, 'SH', '2819497684894126'],
      [0x00100010, 'PN', 'R01-117K'],
      [0x00100020, 'LO', 'R01-117K'],
      [0x00120062, 'CS', 'YES'],
    ]
    expect(findings(dicom(items))).toEqual([])
  })

  it('may hold a name in its pixels, which are not read', () => {
    const pixels = Buffer.concat([Buffer.alloc(100), dataSet([NAME], 'explicit')])
    expect(findings(dicom([...START, [0x7fe00010, 'OW', pixels]]))).toEqual([])
    expect(findings(Buffer.concat([dicom(START), fragments(Buffer.alloc(0), pixels)]))).toEqual([])
  })
})

describe('a NIfTI file with a patient', () => {
  it.each([
    ['descrip', 'Patient: Jane Doe'],
    ['descrip', 'PatientName=Doe^Jane;TE=2.9'],
    ['descrip', 'Doe^Jane'],
    ['descrip', 'Jane Doe 1962-07-14'],
    ['descrip', 'DOB: 14.07.1962'],
    ['aux_file', 'Doe, Jane'],
    ['db_name', 'Jane Doe'],
    ['db_name', 'DOE^JANE'],
    ['intent_name', 'MRN: 1928475'],
  ])('is found in %s: %j', (name, text) => {
    for (const isBig of [false, true]) {
      const bytes = nifti({ isBig, texts: { [name]: text } })
      const finding = `${bytes.indexOf(text)}: ${name} is filled in (${text.length} characters)`
      expect([findings(bytes), findings(gzipSync(bytes))]).toEqual([[finding], [finding]])
    }
  })

  it('is found in NIfTI-2, and where the voxels lie in another file', () => {
    expect(findings(nifti({ version: 2, texts: { descrip: 'Doe^Jane' } }))).toHaveLength(1)
    expect(findings(nifti({ version: 2, isBig: true, texts: { aux_file: 'Doe^Jane' } }))).toHaveLength(1)
    expect(findings(nifti({ isPair: true, texts: { descrip: 'Doe^Jane' } }))).toHaveLength(1)
  })

  it('is found in an extension where the voxels lie in another file', () => {
    const bytes = nifti({ isPair: true, extensions: [{ code: 6, content: 'PatientName: Doe^Jane' }] })
    bytes.writeFloatLE(0, 108)
    expect([findings(bytes), findings(gzipSync(bytes))].flat()).toHaveLength(2)
  })

  it('is found in an Analyze header', () => {
    expect(findings(analyze('1928475'))).toEqual(['283: patient_id is filled in (7 characters)'])
    expect(findings(analyze('anon'))).toEqual([])
  })

  it.each([
    ['embedded DICOM', 2, dataSet([...START, NAME], 'explicit')],
    ['embedded DICOM that begins anywhere', 2, dataSet([NAME, [0x00100020, 'LO', '']], 'implicit')],
    ['XML of AFNI', 4, '<AFNI_atr atr_name="PatientName">"x"</AFNI_atr> PatientName="Jane Doe"'],
    ['a comment', 6, 'scanned for patient: Jane Doe'],
    ['JSON', 0, '{"Modality": "MR", "PatientName": "Doe^Jane", "PatientID": ""}'],
    ['JSON with a list', 0, '{"PatientBirthDate": ["19620714"]}'],
  ])('is found in a header extension: %s', (_, code, content) => {
    for (const version of [1, 2] as const) {
      const bytes = nifti({
        version,
        extensions: [
          { code: 44, content: 'x' },
          { code, content },
        ],
      })
      expect(findings(bytes)).toHaveLength(1)
      expect(findings(gzipSync(bytes))).toEqual(findings(bytes))
    }
  })

  it('is found in an extension of a megabyte, packed', () => {
    const content = `${'{"TE": 2.9}\n'.repeat(90_000)}PatientName: Doe^Jane`
    const bytes = nifti({ extensions: [{ code: 6, content }] })
    expect(findings(gzipSync(bytes))).toEqual([
      `${bytes.indexOf('PatientName')}: A header extension holds PatientName`,
    ])
  })
})

describe('a NIfTI file without a patient', () => {
  it.each([
    'FSL5.0',
    '5.0.10',
    'spm - 3D normalized',
    'TE=2.9;Time=131014.000;phase=1',
    'nnU-Net prediction',
    'dcm2niix v1.0.20190902',
    'none',
    'Patient: anonymous',
    'PatientID=sub-012',
    'patient space to scanner',
    'Philips Healthcare Achieva',
    'x^2 mm^3',
    'Water Phantom 2',
    '?TR:2000.000',
    'brain.lut',
    'Converted by NiBabel, 2024-02-29',
    'Time Series, Motion corrected',
  ])('may describe itself as %j', (text) => {
    expect(findings(nifti({ texts: { descrip: text, aux_file: text.slice(0, 23) } }))).toEqual([])
    expect(findings(nifti({ extensions: [{ code: 6, content: text }] }))).toEqual([])
  })

  it('may hold a name behind where the voxels begin', () => {
    const bytes = nifti()
    bytes.write('Doe^Jane', 360)
    expect(findings(bytes)).toEqual([])
  })
})

describe('hostile images', () => {
  const seeds = [
    dicom([...START, [0x00081110, 'SQ', [[NAME]]], PIXELS]),
    dicom([...START, NAME], 'implicit', true),
    dicom([...START, NAME], 'deflated'),
    dataSet([...START, NAME], 'implicit'),
    nifti({ extensions: [{ code: 2, content: dataSet([NAME], 'explicit') }] }),
    nifti({ version: 2, extensions: [{ code: 6, content: 'PatientName: x' }] }),
    gzipSync(nifti({ extensions: [{ code: 6, content: 'PatientName: x' }] })),
  ]
  const change = fc.tuple(fc.nat(), fc.constantFrom(0, 1, 0x10, 0x7f, 0x80, 0xfe, 0xff))

  it('never throw, whatever bytes are changed or cut off', () => {
    const mutations = fc.tuple(
      fc.constantFrom(...seeds),
      fc.array(change, { maxLength: 8 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    )
    fc.assert(
      fc.property(mutations, ([seed, changes, kept]) => {
        const bytes = Buffer.from(seed)
        for (const [at, value] of changes) bytes[at % Math.min(bytes.length, 700)] = value
        return Array.isArray(findings(bytes.subarray(0, Math.ceil(bytes.length * kept))))
      }),
      { numRuns: 3000 },
    )
  })

  it('end at a bound where gzip would unpack to a gigabyte', () => {
    const bomb = gzipSync(
      Buffer.concat([nifti({ texts: { descrip: 'Doe^Jane' } }), Buffer.alloc(256 * 1024 * 1024)]),
    )
    expect(findings(bomb)).toHaveLength(1)
    const claimed = nifti()
    claimed[348] = 1
    claimed.writeFloatLE(3e9, 108)
    expect(findings(gzipSync(Buffer.concat([claimed, Buffer.alloc(256 * 1024 * 1024)])))).toEqual([])
  })

  it('are found where items are nested ten thousand deep', () => {
    const open = dataSet([[0x00081110, 'SQ', []]], 'explicit', true).subarray(0, 12)
    const item = dataSet([[0x00081110, 'SQ', [[]]]], 'explicit', true).subarray(12, 20)
    const nest = Array.from({ length: 10_000 }, () => Buffer.concat([open, item]))
    expect(findings(Buffer.concat([dicom(START), ...nest, dataSet([NAME], 'explicit')]))).toHaveLength(1)
  })
})
