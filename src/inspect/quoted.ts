/** A name from foreign bytes as messages show it: as JSON writes it, cut after 80 characters. */
export function quoted(name: string): string {
  return JSON.stringify(name.length > 80 ? `${name.slice(0, 79)}…` : name)
}
