/** https://github.com/Rob--W/proxy-from-env 2.1, which brings no types. */
declare module 'proxy-from-env' {
  /** Empty: no proxy. Reads `process.env`. */
  export function getProxyForUrl(url: string | URL): string
}
