/** Text that must fit into a line of a terminal. */

/** At most `room` characters: what is too long is cut out of the middle. */
export function cutMiddle(text: string, room: number): string {
  if (text.length <= room) return text
  const kept = room - 1
  return `${text.slice(0, Math.ceil(kept / 2))}…${text.slice(text.length - Math.floor(kept / 2))}`
}

/** At most `room` characters: what is too long loses its end. */
export function cutEnd(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, Math.max(room - 1, 0))}…`.slice(0, Math.max(room, 0))
}
