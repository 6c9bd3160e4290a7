declare const safe: unique symbol

/** HTML that may be given to `set:html`: constants of ours, and of a card only what the end of the sanitising in `card-tidy.ts` gives. */
export type SafeHtml = string & { [safe]: true }
