/**
 * URL: /<id>/main.ini and the older addresses that `documents.ts` lists.
 * Reader: NiftyNet's `net_download`, 0.2.0 to 0.6.0, through Python's ConfigParser.
 * Trap: a section without `action` is skipped in silence, and one without `local_id` is installed under the id as typed, which differs
 * between `net_download x` and `net_download x_model_zoo`; so both are always written.
 */
import ini from 'ini'
import type { StoreEntry } from '../store.ts'
import { standIn, takeBack } from './ini-stand-ins.ts'

type Section = Record<string, string>

/**
 * The entry's spec: ASCII, LF, a section for each download that NiftyNet has a place for.
 *
 * Throws where a name or value cannot stand in such a file; checks refuse those entries, so it means a bug.
 */
export function formatNiftynetSpec(entry: StoreEntry): string {
  const sections: [string, Section][] = [['config', { version: entry.version }]]
  for (const { section, url, niftynet } of entry.downloads) {
    if (niftynet === null) continue
    const { localId, destination } = niftynet
    sections.push([
      sectionName(section),
      { local_id: localId, url: asciiUrl(url), action: 'expand', destination },
    ])
  }
  // `platform` is what `ini` takes its line ends from: the same bytes on Windows.
  const options = { whitespace: true, platform: 'linux' }
  return takeBack(ini.stringify(Object.fromEntries(sections.map(withStandIns)), options))
}

function withStandIns([name, values]: [string, Section]): [string, Section] {
  const lines = Object.entries(values).map(([key, value]) => [key, standIn(interpolated(value))] as const)
  return [standIn(name), Object.fromEntries(lines)]
}

/** `[config]` is the spec's own, and ConfigParser takes `[DEFAULT]` for defaults of all the others. */
function sectionName(name: string): string {
  if (/^(config|default)$/i.test(name) || name.includes(']')) {
    throw new Error(`A download for NiftyNet cannot be named ${JSON.stringify(name)}. Rename the section.`)
  }
  return name
}

/** ConfigParser replaces `%(name)s` in values and refuses a single `%`. */
function interpolated(value: string): string {
  return value.replaceAll('%', '%%')
}

/** The client opens the file in the locale's encoding, so only ASCII reads the same everywhere. */
function asciiUrl(url: string): string {
  return /^[!-~]+$/.test(url) ? url : new URL(url).href
}
