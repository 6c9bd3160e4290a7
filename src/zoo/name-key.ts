/**
 * The same text for all names that some disk takes for one: macOS folds accents and ligatures, Windows and macOS upper and lower case,
 * and Windows drops dots and blanks at the end of a component.
 */
export function nameKey(path: string): string {
  const folded = path.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC')
  return folded.replaceAll(/[. ]+(?=\/|$)/g, '')
}
