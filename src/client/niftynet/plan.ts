import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../../lib/user-error.ts'
import { isFolderName } from '../../zoo/names.ts'
import { escapeHidden, quote } from '../../zoo/problem.ts'
import { shortId } from './spec-urls.ts'
import type { Spec } from './spec.ts'

const LONGEST_TEXT = 1000

/** A section of a spec that NiftyNet does something with. */
export interface PlannedSection {
  name: string
  /** In lower case; only `expand` is known. */
  action: string
  /** Null: it has none. */
  url: string | null
  /** Absolute: `<home>/<destination>/<local_id>`. */
  dir: string
}

/**
 * Sections without `action` are left out, as NiftyNet does.
 * @throws UserError where one of them would be installed anywhere but in a folder of a folder of the home, or could not be recorded.
 */
export function planSections(spec: Spec, id: string, home: string): PlannedSection[] {
  const faults = textFaults(spec)
  const planned = [...spec.sections].flatMap(([name, values]) => {
    const action = values.get('action')?.toLowerCase()
    if (action === undefined) return []
    const path = [values.get('destination') ?? 'examples', values.get('local_id') ?? id]
    if (action === 'expand') faults.push(...pathFaults(spec, name, path))
    return [{ name, action, url: values.get('url') ?? null, dir: join(home, ...path) }]
  })
  if (faults.length > 0) throw new UserError([...faults, 'Nothing was downloaded.'].join('\n'))
  return planned
}

/** What is recorded of an installation: hidden or endless, it could not be read again. */
function textFaults({ source, sections, config }: Spec): string[] {
  const version = config.get('version') ?? ''
  const texts = [...sections.keys(), version]
  return texts
    .filter((text) => text.length > LONGEST_TEXT || text !== escapeHidden(text))
    .map((text) => `${source}: ${quote(text)} is no name of a section, and no version. Tell the zoo's owner.`)
}

function pathFaults({ source }: Spec, section: string, [destination, localId]: string[]): string[] {
  const fault = (key: string, value: string) =>
    `${source}: [${section}] ${key}: ${quote(value)} cannot be the name of a folder in NiftyNet's home. Tell the zoo's owner.`
  return [
    ...(isFolderName(destination!) ? [] : [fault('destination', destination!)]),
    ...(isFolderName(localId!) || isTypedId(localId!) ? [] : [fault('local_id', localId!)]),
  ]
}

/** An id that somebody typed, `_model_zoo` anywhere in it. */
export function isTypedId(id: string): boolean {
  return isFolderName(shortId(id))
}

/** A download with its address known to be one. */
export type Download = PlannedSection & { url: string }

/** What is to be unpacked. @throws UserError where an address is missing, or is not of a web server. */
export function downloadsOf(planned: readonly PlannedSection[], { source }: Spec): Download[] {
  const expanded = planned.filter(({ action }) => action === 'expand')
  const faults = expanded.filter(({ url }) => url === null || !isWebUrl(url))
  if (faults.length === 0) return expanded as Download[]
  const sentences = faults.map(({ name, url }) =>
    url === null
      ? `${source}: [${name}] has no url. Tell the zoo's owner.`
      : `${source}: [${name}] url: ${quote(url)} is no address that begins with https:// or http://. Tell the zoo's owner.`,
  )
  throw new UserError([...sentences, 'Nothing was downloaded.'].join('\n'))
}

function isWebUrl(url: string): boolean {
  return /^https?:\/\//i.test(url) && !/[\s\p{Cc}]/u.test(url) && URL.canParse(url)
}

/** True where a folder is absent, or holds nothing but files that begin with a dot. */
export function isDataMissing(planned: readonly PlannedSection[]): boolean {
  return planned.some(({ action, dir }) => action === 'expand' && !isFilled(dir))
}

function isFilled(dir: string): boolean {
  try {
    return readdirSync(dir).some((name) => !name.startsWith('.'))
  } catch {
    return false
  }
}
