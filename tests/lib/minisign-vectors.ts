/**
 * Made once with minisign 0.11 of Debian: `minisign -G -W`, `-S -W` and, for the old kind of signature, `-S -l -W`. The keys are for
 * these tests alone.
 */

export const MESSAGE = 'A line to sign.\n'

export const PUBLIC_KEY =
  'untrusted comment: minisign public key D4B328D182B62E0F\nRWQPLraC0Siz1HXEAMnRRkvLgjzzLKTV07GfQx7qAQbCplxLTVxlIZFV\n'

export const SECRET_KEY =
  'untrusted comment: minisign encrypted secret key\nRWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAADy62gtEos9Qvk+0r9TIKpAOdFRMTLep401ayr5RtNSOhlcu8POw7h3XEAMnRRkvLgjzzLKTV07GfQx7qAQbCplxLTVxlIZFVAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n'

export const SECRET_KEY_WITH_PASSWORD =
  'untrusted comment: minisign encrypted secret key\nRWRTY0IyVe19prf5NyHpOPAxwpg+34EFNK2/KP40TOPkdzd5ue8AAAACAAAAAAAAAEAAAAAAuvq4Sn/FWbYCqj35xBHRYx62kH0jBEcIK0+WPcdaeJs0xLOU2LKHf4FLOJdZK3xOM+aMgtbLujWmG9xUdo3e6hhuhLCyR1MJe6WJ4g6GP55ZV7quJcteYo0UKQjfkNj9HgDtljIf7ak=\n'

export const SIGNATURE =
  'untrusted comment: signature from minisign secret key\nRUQPLraC0Siz1DJJOod4hS94A7ur8M9Rv7WhNx/pNjxnXjG2OgPSM0djBqh+tWOnoCgDWK/sziVonlYgxs9Vt0A9gJd+FhQKxQw=\ntrusted comment: timestamp:1795262400\tfile:message.txt\thashed\nFCFHMhCAc2Qm40ywvkagkBczcvMP6U0Q32KXJrIHBUFb7D12pSiK92+ErTpW68dg5ayQZwdld9dqTgwv57CpBA==\n'

export const LEGACY_SIGNATURE =
  'untrusted comment: signature from minisign secret key\nRWQPLraC0Siz1NJfMGtjBSwjQ2avj7rCwmbSnPQlyFboWl/6BfpzFgWkJv3ccmRgfnDd3VjJoQDHEWLgsiJlSz2cyZ1koXRFmgk=\ntrusted comment: old\nluaxuO5xzhOmU6c9t0Im2+UHjB0x3nCOssIBVAwQ3IrCaoz+L5ZWGJuVG2WksBbt6EIW90P9aJp8kidXwFIODA==\n'

export const TRUSTED_COMMENT = 'timestamp:1795262400\tfile:message.txt\thashed'
