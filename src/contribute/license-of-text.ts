/**
 * Which licence a text is, by phrases that stand in no other: for LICENSE files, and for the name of a licence written out.
 */
import { licenseById } from '../zoo/license.ts'
import { licenseOfName } from './license-of-name.ts'

/** Characters that are looked at: the longest of the known licences has 36,000. */
const READ = 128 * 1024
/** Where a file says which licence it is under. */
const TAG_CHARS = 1000
/** A text this short is no licence, but the name of one. */
const NAME_CHARS = 200
/** Of its words, where a licence says what it is; further down others are spoken of. */
const BEGINNING_CHARS = 2000

const FREE_OF_CHARGE = 'permission is hereby granted free of charge to any person obtaining a copy'
const BSD = 'redistribution and use in source and binary forms'
const ISC =
  /permission to use copy modify and (or )?distribute this software for any purpose with or without fee/

type Rule = (words: string) => string | null

/** Each knows one family. All words are lower case and parted by one blank; dots and dashes are blanks. */
const RULES: readonly Rule[] = [
  (words) => (words.includes(FREE_OF_CHARGE) ? mit(words) : null),
  (words) => (words.includes(BSD) ? bsd(words) : null),
  (words) => (ISC.test(words) ? isc(words) : null),
  gnu,
  creativeCommons,
  ...phrases({
    'apache-2.0': 'apache license version 2 0',
    'mpl-2.0': 'mozilla public license version 2 0',
    unlicense: 'this is free and unencumbered software released into the public domain',
    'bsl-1.0': 'boost software license version 1 0',
    'epl-2.0': 'eclipse public license v 2 0',
    'eupl-1.2': 'european union public licence v 1 2',
    zlib: 'altered source versions must be plainly marked as such',
    'artistic-2.0': 'the artistic license 2 0',
    wtfpl: 'do what the fuck you want to public license',
    'cc0-1.0': 'cc0 1 0 universal',
    'odc-by-1.0': 'open data commons attribution license',
    'odbl-1.0': 'open database license odbl v1 0',
    'pddl-1.0': 'public domain dedication license pddl',
    'cdla-permissive-2.0': 'community data license agreement permissive version 2 0',
    'creativeml-openrail-m': 'creativeml open rail m',
    'bigscience-openrail-m': 'bigscience open rail m license',
    'openmdw-1.0': 'openmdw license agreement version 1 0',
    gemma: 'gemma terms of use',
    llama2: 'llama 2 community license agreement',
    'llama3.1': 'llama 3 1 community license agreement',
    'llama3.2': 'llama 3 2 community license agreement',
    'llama3.3': 'llama 3 3 community license agreement',
  }),
]

/**
 * The lower-case id of SPDX or Hugging Face; null where the text is no licence that is known, or several at once. A text that is a
 * name or an id (`CC BY 4.0`, `SPDX-License-Identifier: MIT`) counts as the licence.
 */
export function licenseOfText(text: string): string | null {
  const head = text.slice(0, READ)
  const words = toWords(head)
  const id = statedId(head) ?? byPhrases(words)
  return id === null || hasFurtherTerms(id, words) ? null : id
}

/** Ids of all licences that a text speaks of. A text may be of several, or of one and of terms that nobody knows. */
export function licensesInText(text: string): string[] {
  const words = toWords(text.slice(0, READ))
  return [...new Set(RULES.map((rule) => rule(words)).filter((id) => id !== null))]
}

/** In a tag, or as the whole of a short text. */
function statedId(head: string): string | null {
  const stated = /SPDX-License-Identifier:[ \t]*([\w.+-]{1,60})[ \t]*(?:$|[\r\n*#])/m.exec(
    head.slice(0, TAG_CHARS),
  )?.[1]
  const known = stated === undefined ? null : licenseById(stated)
  return known?.id ?? (head.length <= NAME_CHARS ? licenseOfName(head) : null)
}

function byPhrases(words: string): string | null {
  const found = licensesInText(words)
  const beginning = words.slice(0, BEGINNING_CHARS)
  return found.length === 1 && RULES.some((rule) => rule(beginning) !== null) ? found[0]! : null
}

/** Licences that let everybody do nearly everything, and so hold none of the words of `RESTRICTIONS`. */
const PERMISSIVE = /^(apache|mit|x11|bsd|isc|0bsd|mpl|bsl|zlib|unlicense|cc0)/
const RESTRICTIONS = /\bnon ?commercial|\bresearch (use |purposes )?only\b|\bevaluation purposes only\b/
/** Licences whose own text speaks of weights. */
const OF_MODELS = /openrail|gemma|llama|openmdw/
/** How a file says that its first licence is that of the code alone. */
const OF_WEIGHTS =
  /\bweights licen[cs]e|\bweights (included in this \w+ )?are licen[cs]ed|\bapplies to (the )?(model )?weights|\bexcept (for )?(the )?(model )?weights/

/** Real bundles put the licence of their code and that of their weights into one file, and the second has no id. */
function hasFurtherTerms(id: string, words: string): boolean {
  return (PERMISSIVE.test(id) && RESTRICTIONS.test(words)) || (!OF_MODELS.test(id) && OF_WEIGHTS.test(words))
}

function toWords(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()
}

function phrases(ids: Record<string, string>): Rule[] {
  return Object.entries(ids).map(
    ([id, phrase]) =>
      (words) =>
        words.includes(phrase) ? id : null,
  )
}

function mit(words: string): string {
  if (words.includes('except as contained in this notice the name')) return 'x11'
  return words.includes('this permission notice shall be included') ? 'mit' : 'mit-0'
}

function bsd(words: string): string {
  if (words.includes('all advertising materials mentioning features')) return 'bsd-4-clause'
  const isClear = words.includes('no express or implied licenses to any party s patent rights')
  if (isClear) return 'bsd-3-clause-clear'
  if (/to endorse or promote products|neither the names? of/.test(words)) return 'bsd-3-clause'
  const isOfSourceAlone =
    words.includes('redistributions of source code') && !words.includes('redistributions in binary form')
  return isOfSourceAlone ? 'bsd-1-clause' : 'bsd-2-clause'
}

function isc(words: string): string {
  return words.includes('provided that the above copyright notice') ? 'isc' : '0bsd'
}

/** With their dates, since each of them names the others. The lesser licence 3 is often followed by the licence that it amends. */
function gnu(words: string): string | null {
  if (words.includes('gnu affero general public license version 3 19 november 2007')) return 'agpl-3.0'
  if (words.includes('gnu lesser general public license version 3 29 june 2007')) return 'lgpl-3.0'
  if (words.includes('gnu lesser general public license version 2 1 february 1999')) return 'lgpl-2.1'
  if (words.includes('gnu general public license version 3 29 june 2007')) return 'gpl-3.0'
  if (words.includes('gnu general public license version 2 june 1991')) return 'gpl-2.0'
  return null
}

const CC_NAME =
  /\b(?:attribution|cc by)( non ?commercial| nc)?( share ?alike| sa| no ?deriv(?:ative)?s| nd)? (?:v|version )?([1-4]) ([05])\b(?! (?:germany|france|us|united|uk|igo|de))/

function creativeCommons(words: string): string | null {
  // GNU's licence of documents names one of them as another to go by.
  if (
    !/creative ?commons|\bcc by\b|^attribution\b/.test(words) ||
    words.includes('gnu free documentation license')
  )
    return null
  const [, noncommercial, other, major, minor] = CC_NAME.exec(words) ?? []
  if (major === undefined) return null
  const kind = other === undefined ? '' : / s/.test(other) ? '-sa' : '-nd'
  const id = `cc-by${noncommercial === undefined ? '' : '-nc'}${kind}-${major}.${minor}`
  return licenseById(id)?.id ?? null
}
