/**
 * A person's name in the two parts that citations sort by. Names are written in more ways than a program can know, so one is split only
 * where its writer has said that it is a person's; anything else stays whole, as the name of a group does.
 */

export interface PersonName {
  family: string
  given: string
}

/** Behind a comma these name a kind of company or a rank, not a person. */
const NOT_GIVEN =
  /^(inc|ltd|llc|llp|gmbh|ag|plc|corp|co|s\.?a|b\.?v|jr|sr|i{2,3}|iv|ph\.?d|m\.?d|m\.?sc|et al)\.?$/i
/** Small words that belong to the family name behind them. */
const PARTICLE =
  /^(?:van|von|vom|zu|zur|der|den|de|del|della|di|da|das|do|dos|du|la|le|ter|ten|te|al|el|bin|ibn|af|av)$/
const LATIN = /^[\p{Script=Latin}\p{M}.'’-]+$/u
const INITIAL = /^\p{Lu}\.(?:-?\p{Lu}\.)*$/u

/**
 * Null: it may be a group. Split are `Lovelace, Ada M.`, and of names in Latin letters `Ada M. Lovelace` and, where `isPerson` (an ORCID
 * is given), `Ada Lovelace`.
 */
export function splitName(name: string, isPerson: boolean): PersonName | null {
  const parts = name.split(',').map((part) => part.trim())
  if (parts.length > 1) return splitAtComma(parts, isPerson)
  const words = name.split(/\s+/)
  if (words.length < 2 || words.length > 5 || !words.every((word) => LATIN.test(word))) return null
  const hasInitial = words.length <= 3 && words.slice(0, -1).some((word) => INITIAL.test(word))
  if (!isPerson && !hasInitial) return null
  const particle = words.findIndex((word, index) => index > 0 && PARTICLE.test(word))
  const at = particle === -1 || particle === words.length - 1 ? words.length - 1 : particle
  if (words.slice(at).some((word) => INITIAL.test(word))) return null
  return { family: words.slice(at).join(' '), given: words.slice(0, at).join(' ') }
}

/** `Fixture lab, University of Basel` has a comma too: a given name is one to three words that begin with capitals. */
function splitAtComma(parts: string[], isPerson: boolean): PersonName | null {
  const [family = '', given = ''] = parts
  if (parts.length !== 2 || family === '' || given === '' || NOT_GIVEN.test(given)) return null
  const words = [...family.split(' '), ...given.split(' ')]
  const looksSo = given.split(' ').length <= 3 && family.split(' ').length <= 3 && words.every(isNamePart)
  return isPerson || looksSo ? { family, given } : null
}

function isNamePart(word: string): boolean {
  return PARTICLE.test(word) || /^\p{Lu}/u.test(word) || /^\p{Lo}/u.test(word)
}
