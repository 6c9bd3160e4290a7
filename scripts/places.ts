/** What stands alone on a command line, apart from options. */
export interface Apart {
  /** Ids, addresses, folders; in their order. */
  places: string[]
  /** Options with their values. */
  others: string[]
}

/** They stand before or after the options, of which `names` are those that a value follows. */
export function placesApart(args: readonly string[], names: readonly string[]): Apart {
  const isPlace = (arg: string, index: number) =>
    !arg.startsWith('-') && !names.some((name) => args[index - 1] === `--${name}`)
  return { places: args.filter(isPlace), others: args.filter((arg, index) => !isPlace(arg, index)) }
}
