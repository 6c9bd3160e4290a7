/** ORCID iDs: https://support.orcid.org/hc/en-us/articles/360006897674-Structure-of-the-ORCID-Identifier */

const FORM = /^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/

/** True for an iD in its bare form, `0000-0002-1825-0097`, whose last character fits the others (ISO 7064, MOD 11-2). */
export function isOrcid(text: string): boolean {
  if (!FORM.test(text)) return false
  const digits = Array.from(text.replaceAll('-', ''))
  const total = digits.slice(0, -1).reduce((sum, digit) => (sum + Number(digit)) * 2, 0)
  const check = (12 - (total % 11)) % 11
  return digits.at(-1) === (check === 10 ? 'X' : String(check))
}
