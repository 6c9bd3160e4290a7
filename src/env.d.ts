/// <reference types="astro/client" />

/** The file that holds the store as JSON; set by `npm run dev`. Absent elsewhere. */
declare const __STORE_FILE__: string | undefined

/** True while `npm run dev` shows a store that is not built. */
declare const __DEVELOPMENT__: boolean

/** The address of a bundled script; see browser-scripts.ts. */
declare module '*?script' {
  const url: string
  export default url
}

declare namespace App {
  interface Locals {
    /** What the page shows, in a build. */
    shown?: import('./site/store.ts').Shown
    /** Takes the function that renders what a page hands out; the request lasts until the promise ends. */
    handOut?: (render: (...given: unknown[]) => Promise<string>) => Promise<void>
  }
}
