/**
 * Whether a licence lets people make money with what it covers, as far as its id tells. A first answer for somebody who looks around,
 * not advice: what a licence asks in return is in its text. Whatever is not known here must be asked.
 */

export type CommercialUse = 'yes' | 'no' | 'ask'

/** Licences that allow it on terms that anybody can meet: notices, source, the same licence. Ids in lower case. */
const YES: readonly RegExp[] = [
  /^(?:0bsd|mit(?:-0|-advertising|-cmu|-feh|-festival|-modern-variant|-open-group|-wu)?|isc|x11|ncsa|zlib|libpng(?:-2\.0)?)$/,
  /^bsd(?:-1-clause|-2-clause(?:-patent|-views)?|-3-clause(?:-attribution|-clear|-lbnl|-modification)?|-4-clause(?:-uc)?|-source-code)?$/,
  /^(?:apache-(?:1\.0|1\.1|2\.0)|afl-\d\.\d|artistic-\d\.0(?:-\w+)?|blueoak-1\.0\.0|bsl-1\.0|ecl-2\.0|efl-\d\.0|fsfap|hpnd|icu|ijg)$/,
  /^(?:ms-pl|ms-rl|mulanpsl-\d\.0|naist-2003|ntp|openssl|php-3\.01?|postgresql|psf-2\.0|python-2\.0(?:\.1)?|ruby|unlicense|upl-1\.0|vim|w3c|wtfpl|zpl-\d\.\d|tcl|curl|ofl-1\.[01]|unicode-(?:3\.0|dfs-\d{4}))$/,
  /^(?:[al]?gpl(?:-\d\.\d)?(?:-only|-or-later|\+)?|gfdl(?:-\d\.\d)?(?:-(?:no-)?invariants)?(?:-only|-or-later)?|gpl-2\.0-with-\w+-exception)$/,
  /^(?:mpl-\d\.\d(?:-no-copyleft-exception)?|epl-\d\.0|eupl-1\.\d|cddl-1\.[01]|cpl-1\.0|ipl-1\.0|lppl-1\.\d\w?|osl-\d\.\d|cecill-(?:1|2)\.\d|cecill-[bc]|cpal-1\.0)$/,
  /^(?:cc0-1\.0|cc-pddc|cc-by(?:-sa|-nd)?-\d\.\d(?:-[a-z]{2,3})?|pddl(?:-1\.0)?|odc-by(?:-1\.0)?|odbl(?:-1\.0)?)$/,
  /^(?:cdla-(?:permissive|sharing)-\d\.0|etalab-2\.0|ogl-uk-\d\.0|openmdw(?:-1\.0)?|dl-de-(?:by|zero)-2\.0|lal-1\.[23])$/,
]

/** Non-commercial by name, and licences for research alone. */
const NO: readonly RegExp[] = [
  /(?:^|-)nc(?:-|$)/,
  /non-?commercial/,
  /^(?:ncgl-uk-2\.0|h-research|intel-research|apple-amlr)$/,
]

/** An id of SPDX or Hugging Face, in any case. */
export function commercialUse(id: string): CommercialUse {
  const known = id.toLowerCase()
  if (NO.some((rule) => rule.test(known))) return 'no'
  return YES.some((rule) => rule.test(known)) ? 'yes' : 'ask'
}

/** Of several licences that all hold, the strictest; nobody has stated any: ask. */
export function strictest(answers: readonly CommercialUse[]): CommercialUse {
  return (['no', 'ask', 'yes'] as const).find((answer) => answers.includes(answer)) ?? 'ask'
}

/** Of several to choose from, the freest. */
export function freest(answers: readonly CommercialUse[]): CommercialUse {
  return (['yes', 'ask', 'no'] as const).find((answer) => answers.includes(answer)) ?? 'ask'
}

/** Longer ones are no licences but attacks. */
const MOST_WORDS = 64

/** An SPDX expression: of AND the strictest, of OR the freest; one that cannot be read must be asked about. */
export function commercialUseOf(expression: string): CommercialUse {
  const words = expression.match(/[()]|[^\s()]+/g) ?? []
  if (words.length > MOST_WORDS) return 'ask'
  const parser = new Parser(words)
  return parser.anyOf() ?? 'ask'
}

/** By SPDX's grammar: WITH binds closer than AND, and AND closer than OR. Null where a word stands out of place. */
class Parser {
  readonly #words: readonly string[]
  #at = 0
  #depth = 0

  constructor(words: readonly string[]) {
    this.#words = words
  }

  anyOf(): CommercialUse | null {
    const answer = this.#joined('OR', () => this.#joined('AND', () => this.#one(), strictest), freest)
    return this.#depth === 0 && this.#at < this.#words.length ? null : answer
  }

  #joined(
    operator: string,
    read: () => CommercialUse | null,
    merge: (answers: CommercialUse[]) => CommercialUse,
  ): CommercialUse | null {
    const answers: CommercialUse[] = []
    do {
      const answer = read()
      if (answer === null) return null
      answers.push(answer)
    } while (this.#take(operator))
    return merge(answers)
  }

  #one(): CommercialUse | null {
    if (this.#take('(')) {
      this.#depth++
      const inner = this.anyOf()
      this.#depth--
      return this.#take(')') ? inner : null
    }
    const id = this.#words[this.#at++]
    if (id === undefined || id === ')') return null
    return this.#take('WITH') ? this.#excepted(commercialUse(id)) : commercialUse(id)
  }

  /** An exception gives more freedom; what only calls itself one, such as the Commons Clause, may take it. */
  #excepted(answer: CommercialUse): CommercialUse {
    const name = this.#words[this.#at++] ?? ''
    return /(?:-exception(?:-[\w.]+)*|-linking-exception|^LLVM-exception)$/i.test(name)
      ? answer
      : strictest([answer, 'ask'])
  }

  #take(word: string): boolean {
    if (this.#words[this.#at] !== word) return false
    this.#at++
    return true
  }
}
