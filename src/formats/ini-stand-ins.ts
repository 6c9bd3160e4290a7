/**
 * The `ini` package writes for readers that know quotes and escapes: `a=b` becomes `"a=b"`, `;` becomes `\;`, a `.` in a section's name
 * becomes `\.`, and a section named `10` moves to the front. Python's ConfigParser knows none of these and would take the quotes and
 * backslashes for a part of the address. So every character goes through `ini` as a stand-in of the private use area, which means
 * nothing to it, and is put back afterwards.
 */
const PRIVATE_USE = 0xe000

/** Throws where `text` is not printable ASCII, or has blanks around it, which ConfigParser would cut off. */
export function standIn(text: string): string {
  if (!/^[ -~]+$/.test(text) || text !== text.trim()) {
    throw new Error(
      `${JSON.stringify(text)} cannot stand in a spec for NiftyNet. Use printable ASCII without blanks around it.`,
    )
  }
  return shift(text, /[ -~]/g, PRIVATE_USE)
}

export function takeBack(text: string): string {
  return shift(text, /[\uE020-\uE07E]/g, -PRIVATE_USE)
}

function shift(text: string, characters: RegExp, by: number): string {
  return text.replace(characters, (character) => String.fromCharCode(character.charCodeAt(0) + by))
}
