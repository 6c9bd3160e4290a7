/** What files with a licence's text are called, the usual name first. */
export const LICENSE_FILES: readonly string[] = ['LICENSE', 'LICENSE.txt', 'LICENSE.md']

/** Bytes that are read of one. */
export const LICENSE_BYTES = 256 * 1024
