/**
 * What the pages may load: files of their own store, and nothing inline. It stands in every page, for hosts that send no headers;
 * a server may send the fuller one.
 */
const DIRECTIVES = [
  "default-src 'none'",
  "img-src 'self'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
]

/** For a page's `<meta http-equiv="Content-Security-Policy">`. */
export const PAGE_POLICY = DIRECTIVES.join('; ')

/** For the header of that name: browsers take `frame-ancestors` from nowhere else. */
export const SERVER_POLICY = [...DIRECTIVES, "frame-ancestors 'none'"].join('; ')
