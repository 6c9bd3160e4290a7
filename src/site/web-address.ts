/** The address if a page may link to it. */
export function webAddress(address: string | null): string | null {
  return address !== null && /^https?:\/\/[^\s]+$/i.test(address) ? address : null
}
