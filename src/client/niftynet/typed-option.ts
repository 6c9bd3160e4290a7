/** One word of a command line, as Python's argparse takes it: long options may be cut short, short ones run together. */

export type OptionName = 'help' | 'retry' | 'version'

const OPTIONS: readonly OptionName[] = ['help', 'retry', 'version']

/** An option as it was typed, and what stands behind its `=` or, of a short one, behind its letter. */
export interface TypedOption {
  name: OptionName
  isLong: boolean
  rest: string | null
}

/** The middle of a sentence. */
export class UnreadableOption extends Error {}

/** `word`: an id, or what argparse takes for one, as negative numbers and whatever has a blank in it. */
export function optionOf(arg: string): TypedOption | 'unknown' | 'word' {
  if (!/^-./s.test(arg)) return 'word'
  const known = arg.startsWith('--') ? longOption(arg) : shortOption(arg)
  if (known !== null) return known
  return /^-\d+$|^-\d*\.\d+$/.test(arg) || arg.includes(' ') ? 'word' : 'unknown'
}

function longOption(arg: string): TypedOption | null {
  const end = arg.indexOf('=')
  const typed = arg.slice(2, end < 0 ? undefined : end)
  const name = OPTIONS.find((option) => option.startsWith(typed))
  return name === undefined || typed === ''
    ? null
    : { name, isLong: true, rest: end < 0 ? null : arg.slice(end + 1) }
}

function shortOption(arg: string): TypedOption | null {
  const name = byLetter(arg[1])
  if (name === undefined) return null
  // `-r=1` gives -r a value, while `-rv=1` are -r and -v, and -v has it.
  const rest = arg[2] === '=' ? arg.slice(3) : arg.slice(2)
  return { name, isLong: false, rest: arg.length === 2 ? null : rest }
}

function byLetter(letter: string | undefined): OptionName | undefined {
  return OPTIONS.find((option) => option[0] === letter)
}

/**
 * `-rv` is two options.
 * @throws UnreadableOption where something follows that is none.
 */
export function optionsMeant({ name, isLong, rest }: TypedOption): OptionName[] {
  if (rest === null) return [name]
  const next = isLong ? undefined : byLetter(rest[0])
  if (next === undefined)
    throw new UnreadableOption(`argument -${name[0]!}/--${name}: ignored explicit argument '${rest}'`)
  return [
    name,
    ...optionsMeant({ name: next, isLong: false, rest: rest.length === 1 ? null : rest.slice(1) }),
  ]
}
