/** Text that stands as one word in a command, whatever it holds. */

/** One word for a POSIX shell: as it is where no shell could misread it, else in single quotes. */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

/** A Python string literal in double quotes. */
export function pythonString(text: string): string {
  return JSON.stringify(text)
}

const KEYWORDS = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global if import in is
  lambda nonlocal not or pass raise return try while with yield`.split(/\s+/),
)

/** A Python variable named after each of `texts`, no two the same and none of them in `taken`. */
export function pythonNames(texts: readonly string[], taken: readonly string[]): string[] {
  const used = new Set([...KEYWORDS, ...taken])
  return texts.map((text) => {
    let name = text.replace(/[^A-Za-z0-9_]/g, '_').replace(/^(?=\d|$)/, '_')
    while (used.has(name)) name += '_'
    used.add(name)
    return name
  })
}
