/**
 * E-mail addresses outside the card's `authors`: whoever they belong to was not asked, and harvesters read public stores.
 */
import { quote } from '../zoo/problem.ts'
import type { Finding, TextRule } from './check-text.ts'
import type { Content } from './content.ts'
import type { TextPiece } from './text-pieces.ts'

/** Files that exist to name people, some of which nobody may alter. */
const ATTRIBUTION =
  /(?:^|\/)(?:licen[cs]es?|copying|notice|authors|contributors|maintainers|citation)(?:[-.](?!(?:csv|tsv|json)$)[\w.-]+)?$/i

/** Longer endings than two letters that mailboxes are found under; after any other, `x@y.values` is code. */
const ENDINGS = new Set(
  `com org net edu gov mil int info biz name pro museum coop jobs mobi cat asia tel post dev app xyz site online cloud tech
  health hospital healthcare clinic care med medical doctor dental pharmacy bio science university college school academy
  institute foundation ngo ong center company group team studio systems solutions software digital network world global life
  social email berlin hamburg koeln cologne ruhr saarland bayern nrw wien tirol swiss zuerich paris bzh alsace london wales
  scot amsterdam gent brussels vlaanderen madrid gal eus barcelona istanbul moscow tokyo nyc boston quebec sydney
  melbourne local lan internal intranet intra corp`.split(/\s+/),
)

/** RFC 2606's names, and what documentation writes for a domain. */
const NO_DOMAIN =
  /(?:^|\.)(?:example(?:\.(?:com|org|net|edu))?|test|invalid|localhost|users\.noreply\.github\.com|noreply\.\w+\.com|(?:your|my|some|the)?-?(?:domain|company|institution|organi[sz]ation|host|server)\.(?:com|org|net|edu|tld))$|^(?:your|my)-?\w+\./
const NO_PERSON =
  /^(?:git|hg|svn|noreply|no-reply|no_reply|donotreply|do-not-reply|nobody|user|username|you|your[-_.]?\w+|name|first\.?last|firstname\.lastname|someone|somebody)$/

const LOCAL = /[A-Za-z0-9._%+-]/
const LONGEST_LOCAL = 64
const DOMAIN = /[A-Za-z0-9.-]{1,253}/y
const LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/
const LOOK_BACK = 200

export const emails: TextRule = {
  kind: 'e-mail',
  concerns: ({ path }) => !ATTRIBUTION.test(path),
  find: findEmails,
}

function* findEmails({ text }: TextPiece, content: Content): Generator<Finding> {
  const known = knownAddresses(content)
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const found = addressAt(text, at)
    if (found === null || known.includes(found.address.toLowerCase())) continue
    const message = `${quote(found.address)} is an e-mail address. Name people under authors, or remove it.`
    yield { index: found.index, message }
  }
}

/** What the author and the store's owner publish themselves, as one text. */
function knownAddresses({ entry, contact }: Content): string {
  const named = entry.authors.flatMap(({ name, affiliation }) => [name, affiliation ?? ''])
  return [...named, contact ?? ''].join('\n').toLowerCase()
}

function addressAt(text: string, at: number): { index: number; address: string } | null {
  let index = at
  while (at - index < LONGEST_LOCAL && index > 0 && LOCAL.test(text[index - 1]!)) index--
  // A line end that was escaped in JSON is no part of a name.
  if (text[index - 1] === '\\' && /[nrt]/.test(text[index]!)) index++
  const local = text.slice(index, at).replace(/^[.%+-]+/, '')
  index = at - local.length
  if (local === '' || NO_PERSON.test(local.toLowerCase()) || !standsAlone(text, index)) return null
  DOMAIN.lastIndex = at + 1
  const domain = DOMAIN.exec(text)?.[0].replace(/[.-]+$/, '') ?? ''
  const isAddress = isMailDomain(domain) && !isGoingOn(text, at + 1 + domain.length)
  return isAddress ? { index, address: `${local}@${domain}` } : null
}

/** False in an address on the web, in a path, and in a handle (`@user@host`). */
function standsAlone(text: string, index: number): boolean {
  if (/[@/\\]/.test(text[index - 1] ?? '') && !/\\[nrt]$/.test(text.slice(Math.max(0, index - 2), index)))
    return false
  const before = text.slice(Math.max(0, index - LOOK_BACK), index)
  const scheme = before.lastIndexOf('://')
  return scheme === -1 || /[\s"'<>`|,;()]/.test(before.slice(scheme))
}

function isMailDomain(domain: string): boolean {
  const labels = domain.split('.')
  const ending = labels.at(-1)!
  const isEnding = /^(?:[a-z]{2}|[A-Z]{2})$/.test(ending) || ENDINGS.has(ending.toLowerCase())
  if (labels.length < 2 || !isEnding || !labels.every((label) => LABEL.test(label))) return false
  // `name@1.2.dev` is a version, `icon@2x.io` a picture's; `163.com` is a mail provider.
  if (/^v?\d+\.\d|^\d+x\./.test(domain)) return false
  return !NO_DOMAIN.test(domain.toLowerCase())
}

/** True for `git@host:path`, for `a@b.to(…)` and `a@b.T[…]` in code, and for a name that has not ended. */
function isGoingOn(text: string, index: number): boolean {
  return /^(?::[\w~./-]|[([@_])/.test(text.slice(index, index + 2))
}
