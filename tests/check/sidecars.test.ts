import { describe, expect, it } from 'vitest'
import { card, problemsOf } from '../zoo/folders.ts'

const problemsWith = (json: string, name = 'scan.json') =>
  problemsOf({ 'a/README.md': card('license: mit'), [`a/data/${name}`]: json })

describe('the JSON beside an image', () => {
  it('is told of by line where it names a patient, but not whom', async () => {
    const json = '{\n  "Modality": "MR",\n  "PatientName": "Doe^Jane",\n  "PatientSex": "F"\n}\n'
    expect(await problemsWith(json)).toEqual([
      'zoo/a/data/scan.json:3: warning: patient-data: PatientName is filled in (8 characters), which may tell who was examined. Remove it before the file is published.',
    ])
  })

  it.each([
    '{"PatientBirthDate": "1962-07-14"}',
    '{"PatientID": ["19284756"]}',
    '{"ReferringPhysicianName":"Roe^R"}',
  ])('is told of where it holds %s', async (json) => expect(await problemsWith(json)).toHaveLength(1))

  it.each([
    '{"PatientName": "", "PatientID": "sub-01", "PatientBirthDate": "19000101"}',
    '{"PatientName": "anonymous", "PatientIdentityRemoved": "YES"}',
    '{"PatientPosition": "HFS", "PatientSex": "F", "StudyDate": "20240229"}',
    '{"fields": ["PatientName", "PatientID"]}',
  ])('may hold %s', async (json) => expect(await problemsWith(json)).toEqual([]))

  it('is not looked for in code', async () => {
    expect(await problemsWith('fields = {"PatientName": "LongString"}', 'read.py')).toEqual([])
  })
})
