/**
 * What a field about a patient holds when nobody can be told from it.
 */

/** What anonymisers and phantoms write, alone or before more of the same kind: `ANON^0001`. */
const WORDS =
  /^(?:anon\w*|no[ _-]?name|unknown|none|n\/?a|nil|null|empty|removed|deleted|redacted|de-?identified|deid|pseudonym\w*|hidden|withheld|confidential|unspecified|not \w+|test|dummy|phantom|volunteer|true|false|yes|no)(?:[\^_ .-].*)?$|\banon/
const FILLER = /^[0x*?.^_:/ -]+$/
/** `sub-012`, `case_7`, `P12`, `003`. */
const NUMBERED =
  /^(?:sub|subj|subject|case|patient|pat|pt|participant|id|img|image|scan|study|series|train|val|sample|data|[cpsv])[-_ ^.]*\d+\w{0,3}$|^\d{1,4}$/
/** `LIDC-IDRI-0001`, `spleen_12`; a hospital's own numbers are longer. */
const DATA_SET = /^(?!mrn)[a-z]+\d{0,4}(?:[-_][a-z]+\d{0,4})*(?:[-_]\d{1,5}){1,3}$/
const DIGEST = /^(?:[0-9a-f-]{32,}|\d+(?:\.\d+){4,})$/
/** The days that stand for none. */
const NO_DATE = /^(?:0001\D?01\D?01|1[0-9]00\D?01\D?01|1111\D?11\D?11)$/

export function isAnonymous(value: string): boolean {
  const text = value
    .toLowerCase()
    .replace(/[\^= \0]+$/, '')
    .trim()
  return text === '' || [WORDS, FILLER, NUMBERED, DATA_SET, DIGEST, NO_DATE].some((rule) => rule.test(text))
}
