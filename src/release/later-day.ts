/** The later of two days, such as `2026-11-20`. */
export function laterDay(a: string, b: string): string {
  return a < b ? b : a
}
