/** Days as `year-month-day`. */

/** True for a day of the calendar from the year 1000 on; the 31st of February is none. */
export function isDay(text: string): boolean {
  if (!/^[1-9]\d{3}-\d\d-\d\d$/.test(text)) return false
  const time = new Date(`${text}T00:00:00Z`)
  // A 31st of February is moved into March on the way: only what comes back unchanged is a day.
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text)
}

/** The day of a time as DIGITS writes it, `2016-08-31 12:33:44.123`; null for anything else. */
export function dayOf(time: unknown): string | null {
  const day = typeof time === 'string' ? /^(\S{10}) \d\d:\d\d:\d\d(\.\d+)?$/.exec(time)?.[1] : undefined
  return day !== undefined && isDay(day) ? day : null
}
