/**
 * Licence ids: SPDX's (https://spdx.org/licenses/) and Hugging Face's own, compared without regard to case.
 */
import { createRequire } from 'node:module'
import leven from 'leven'
import { commercialUse } from './commercial-use.ts'
import type { License } from './entry.ts'

// The packages are JSON only, and Node wants an import attribute that bundlers disagree about.
const require = createRequire(import.meta.url)
const SPDX = [
  ...(require('spdx-license-ids') as string[]),
  ...(require('spdx-license-ids/deprecated') as string[]),
]

/** Ids that a model card may hold beside SPDX's (https://huggingface.co/docs/hub/repositories-licenses). */
const HUGGING_FACE =
  `c-uda openrail openrail++ creativeml-openrail-m bigscience-openrail-m bigscience-bloom-rail-1.0 bigcode-openrail-m
  bsd cc cdla-sharing-1.0 etalab-2.0 gfdl gpl lgpl lgpl-lr h-research intel-research apple-ascl apple-amlr odc-by odbl pddl
  openmdw openmdw-1.0 deepfloyd-if-license fair-noncommercial-research-license llama2 llama3 llama3.1 llama3.2 llama3.3
  llama4 grok2-community gemma unknown`.split(/\s+/)

const KNOWN = new Map<string, Pick<License, 'name' | 'url'>>([
  ...HUGGING_FACE.map((id) => [id, { name: id, url: null }] as const),
  ...SPDX.map((id) => [id.toLowerCase(), { name: id, url: `https://spdx.org/licenses/${id}.html` }] as const),
])

/** Every id that a card may hold, sorted. */
export const LICENSE_IDS: readonly string[] = [...KNOWN.keys(), 'other'].sort()

export const NO_LICENSE: License = { id: null, name: 'Not stated', url: null, commercialUse: 'ask' }

/** The licence with this id, or null where neither SPDX nor Hugging Face knows it. */
export function licenseById(id: string): License | null {
  const wanted = id.trim().toLowerCase()
  const known = KNOWN.get(wanted)
  return known ? { id: wanted, ...known, commercialUse: commercialUse(wanted) } : null
}

/** The same for a field of free text: a name that is no id is kept as it is. */
export function licenseByName(name: string): License {
  return licenseById(name) ?? { id: 'other', name, url: null, commercialUse: 'ask' }
}

/** True for an SPDX expression of known ids: `MIT OR Apache-2.0`, `GPL-2.0-only WITH Classpath-exception-2.0`. */
export function isLicenseExpression(text: string): boolean {
  const ids = text.replaceAll(/[()]/g, '').split(/\s+(?:AND|OR)\s+/)
  const named = ids.map((id) => id.replace(/\s+WITH\s+[\w.-]+$/, '').trim())
  return /\s(AND|OR|WITH)\s/.test(text) && named.every((id) => licenseById(id) !== null)
}

/** What people write for the ids that most models have, once blanks, commas and "license" are gone. */
const FULL_NAMES = new Map([
  ['apache2', 'apache-2.0'],
  ['apache-2', 'apache-2.0'],
  ['apache-license-2.0', 'apache-2.0'],
  ['apache-license-version-2.0', 'apache-2.0'],
  ['apache-v2', 'apache-2.0'],
  ['apache-v2.0', 'apache-2.0'],
  ['bsd-2', 'bsd-2-clause'],
  ['bsd-3', 'bsd-3-clause'],
  ['cc0', 'cc0-1.0'],
  ['cc0-1.0-universal', 'cc0-1.0'],
  ['creative-commons-attribution-4.0', 'cc-by-4.0'],
  ['creative-commons-attribution-4.0-international', 'cc-by-4.0'],
  ['creative-commons-attribution-noncommercial-4.0-international', 'cc-by-nc-4.0'],
  ['creative-commons-attribution-noncommercial-sharealike-4.0-international', 'cc-by-nc-sa-4.0'],
  ['creative-commons-attribution-sharealike-4.0-international', 'cc-by-sa-4.0'],
  ['creative-commons-zero-v1.0-universal', 'cc0-1.0'],
  ['mozilla-public-2.0', 'mpl-2.0'],
  ['mozilla-public-license-2.0', 'mpl-2.0'],
])

/** The id of a licence that is written out: `MIT License`, `Apache 2.0`, `CC BY 4.0`; null where more than one could be meant. */
export function licenseByFullName(name: string): string | null {
  const folded = foldName(name).replace(/^the-/, '')
  const id = FULL_NAMES.get(folded) ?? folded
  return KNOWN.has(id) ? id : null
}

function foldName(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_,]+/g, '-')
    .replace(/-licen[cs]e$/, '')
}

/** The id that was probably meant: the newest one that begins so, else one that is a slip or two away; null: no idea. */
export function nearestLicense(text: string): string | null {
  const named = licenseByFullName(text)
  if (named !== null) return named
  const wanted = foldName(text)
  const ids = [...KNOWN.keys()].sort()
  const longer = ids.filter((id) => id.startsWith(wanted) && /^-\d+(\.\d+)*$/.test(id.slice(wanted.length)))
  if (longer.length > 0) return longer.at(-1)!
  const nearest = ids.reduce((best, id) => (leven(wanted, id) < leven(wanted, best) ? id : best), ids[0]!)
  return leven(wanted, nearest) <= Math.min(2, wanted.length / 3) ? nearest : null
}
