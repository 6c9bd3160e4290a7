import { quote } from '../../zoo/problem.ts'
import { type PythonConfig, PythonConfigError } from './python-config.ts'

const MOST_DEPTH = 10
/** Characters of all values of a section together. `%(a)s%(a)s`, nested, doubles with every level. */
const MOST_CHARACTERS = 256 * 1024
const MOST_STEPS = 10_000

interface Replacing {
  values: ReadonlyMap<string, string>
  /** `http://…/main.ini: [weights] url` */
  place: string
  charactersLeft: number
  stepsLeft: number
}

/**
 * The values of a section and of `[DEFAULT]`, with `%%` and `%(name)s` replaced.
 * @throws PythonConfigError where a `%` is neither, names no key, or leads in a circle.
 */
export function sectionValues(config: PythonConfig, section: string, source: string): Map<string, string> {
  const values = new Map([...config.defaults, ...(config.sections.get(section) ?? [])])
  const replacing: Replacing = {
    values,
    place: '',
    charactersLeft: MOST_CHARACTERS,
    stepsLeft: MOST_STEPS,
  }
  return new Map(
    [...values].map(([key, value]) => {
      replacing.place = `${source}: [${section}] ${key}`
      return [key, interpolated(value, replacing, 1)]
    }),
  )
}

function interpolated(value: string, replacing: Replacing, depth: number): string {
  if (depth > MOST_DEPTH) throw fault(replacing, `refers to itself, or over more than ${MOST_DEPTH} keys`)
  if (!value.includes('%')) return counted(value, replacing)
  const parts: string[] = []
  const percent = /%(?:(%)|\(([^)]+)\)s)?/g
  let end = 0
  for (const match of value.matchAll(percent)) {
    parts.push(counted(value.slice(end, match.index), replacing), replacement(match, replacing, depth))
    end = match.index + match[0].length
  }
  return parts.join('') + counted(value.slice(end), replacing)
}

function replacement([text, percent, name]: RegExpMatchArray, replacing: Replacing, depth: number): string {
  if (percent !== undefined) return counted('%', replacing)
  if (name === undefined)
    throw fault(
      replacing,
      `holds a ${quote(text)} that is neither "%%" nor "%(key)s". A % of an address is written "%%"`,
    )
  const value = replacing.values.get(name.toLowerCase())
  if (value === undefined) throw fault(replacing, `refers to ${quote(name)}, which is not there`)
  return interpolated(value, replacing, depth + 1)
}

function counted(text: string, replacing: Replacing): string {
  replacing.charactersLeft -= text.length
  replacing.stepsLeft--
  if (replacing.charactersLeft < 0 || replacing.stepsLeft < 0)
    throw fault(replacing, 'refers to so many others that the section would never end')
  return text
}

function fault({ place }: Replacing, what: string): PythonConfigError {
  return new PythonConfigError(`${place} ${what}.`)
}
