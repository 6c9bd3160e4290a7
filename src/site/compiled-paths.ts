/** Below the folder that the pages are compiled into: the bundle that renders them, and the files that they refer to. */
export const BUNDLE = 'server/entry.mjs'
export const CLIENT_DIR = 'client'
/** Of the request that renders models; no entry can be called that. */
export const MODELS_ROUTE = '_models'
