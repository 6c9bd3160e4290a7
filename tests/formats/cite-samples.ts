/** Entries that try what citations can stand. */
import type { StoreEntry } from '../../src/store.ts'
import {
  cardEntry,
  digitsEntry,
  fixtureEntry,
  fixtureStore,
  HOSTILE,
  nnunetEntry,
} from '../fixtures/store.ts'

export const SITE = fixtureStore().site

/** Ends fields, records, quotes, comments and lines of every format, if it is written anywhere unescaped. */
export const BREAKER = `}} {\\ \\} " , } and {, and \tER  - \nTY  - JOUR\r\n@misc{x, %#$&_~^ --- : ? - [ ]\u2028\u0085\u007f\ufeff\ud800* ${HOSTILE}`

export const NAMES = [
  'Lovelace, Ada M.',
  'A and B',
  'and',
  'B. and C',
  '}{',
  'Lab, Inc.',
  'Ends in \\',
  BREAKER,
]

const person = (name: string) => ({ name, affiliation: BREAKER, orcid: '0000-0002-1825-0097' })

export const SAMPLES: [string, StoreEntry][] = [
  ['a card', cardEntry()],
  ['a DIGITS snapshot', digitsEntry()],
  ['nnU-Net results', nnunetEntry()],
  ['a bare card', fixtureEntry()],
  ['a hostile card', hostileEntry()],
]

export function hostileEntry(): StoreEntry {
  return fixtureEntry({
    id: 'a_b.c-d',
    title: BREAKER,
    summary: BREAKER,
    date: '2024-02-29',
    doi: '10.1234/a(b)<c>;d_e',
    license: {
      id: 'other',
      name: BREAKER,
      url: 'https://lab.example/licence?a=1&b=%20',
      commercialUse: 'ask',
    },
    tags: [BREAKER, 'plain'],
    authors: [...NAMES.map((name) => ({ name, affiliation: null, orcid: null })), ...NAMES.map(person)],
  })
}
