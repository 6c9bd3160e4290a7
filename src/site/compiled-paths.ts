/** Below the folder that the pages are compiled into: the bundle that renders them, and the files that they refer to. */
export const BUNDLE = 'server/entry.mjs'
export const CLIENT_DIR = 'client'
