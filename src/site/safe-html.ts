declare const safe: unique symbol

/** HTML that may be given to `set:html`. Only the end of the sanitising in `card-tidy.ts` makes it. */
export type SafeHtml = string & { [safe]: true }
