import { describe, expect, it } from 'vitest'
import type { License } from '../../src/zoo/entry.ts'
import { formatLicenseText } from '../../src/formats/license-text.ts'
import { digitsEntry } from '../fixtures/store.ts'

function textOf(licenseText: string | null, license: License): string {
  const entry = digitsEntry()
  return formatLicenseText({ ...entry, license, digits: { ...entry.digits!, licenseText } })
}

const NONE: License = { id: null, name: 'Not stated', url: null, commercialUse: 'ask' }

describe('formatLicenseText', () => {
  it("is the snapshot's own text, with line ends of one kind", () => {
    expect(textOf('\uFEFFFree.\r\nFor all.\r\n\r\n', NONE)).toBe('Free.\nFor all.\n')
  })

  it('says what the entry knows where there is no text', () => {
    expect(
      textOf(null, { id: 'other', name: 'Our own', url: 'https://lab.example/terms', commercialUse: 'ask' }),
    ).toMatchInlineSnapshot(`
      "LeNet, handwritten digits (lenet_digits 1.0)

      Licence: Our own
      Full text: https://lab.example/terms
      "
    `)
  })

  it('says so where nobody stated a licence', () => {
    expect(textOf(' \n', NONE)).toMatchInlineSnapshot(`
      "LeNet, handwritten digits (lenet_digits 1.0)

      No licence is stated for this model. Ask its authors before you use it.
      "
    `)
  })
})
