/** What a page says of licences: the entry's, and those of downloads that have one of their own. */
import type { License } from '../zoo/entry.ts'
import type { FactValue } from './facts.ts'
import { webAddress } from './web-address.ts'

interface Licensed {
  license: License
  downloads: readonly { section: string; license: License | null }[]
}

const ANSWERS = { yes: 'yes', no: 'no', ask: 'ask the authors' } as const
const NO_ADVICE = 'As far as the name of the licence tells. Its text decides; this is not legal advice.'

/** One line for the entry, and one for each section whose licence is another: `CC0-1.0 (data)`. */
export function licenseValues(entry: Licensed): FactValue[] {
  const own = ownLicenses(entry).map(({ section, license }) => value(license, ` (${section})`))
  return [value(entry.license, ''), ...own]
}

/** `yes`, and where a section has another answer: `yes; data: no`. */
export function commercialUse(entry: Licensed): FactValue & { title: string } {
  const whole = entry.license.commercialUse
  const others = ownLicenses(entry)
    .filter(({ license }) => license.commercialUse !== whole)
    .map(({ section, license }) => `${section}: ${ANSWERS[license.commercialUse]}`)
  return { text: [ANSWERS[whole], ...others].join('; '), href: null, title: NO_ADVICE }
}

function ownLicenses({ license: whole, downloads }: Licensed): { section: string; license: License }[] {
  return downloads.flatMap(({ section, license }) =>
    license === null || (license.id === whole.id && license.name === whole.name)
      ? []
      : [{ section, license }],
  )
}

function value({ name, url }: License, of: string): FactValue {
  return { text: name + of, href: webAddress(url) }
}
