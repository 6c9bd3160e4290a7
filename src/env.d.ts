/// <reference types="astro/client" />

/** The file that holds the store as JSON; set by whoever starts Astro. Absent in `astro check`. */
declare const __STORE_FILE__: string | undefined

/** True while `npm run dev` shows a store that is not built. */
declare const __DEVELOPMENT__: boolean
