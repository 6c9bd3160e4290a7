/**
 * markdown-it comes with class fields spelt as calls of a function that defines properties, which is more than half of the time that it
 * takes for a card. Said plainly they mean the same: the objects are new, and nothing they inherit from has setters of these names.
 */
const FIELD = /_defineProperty\(\s*this,\s*(?:\/\*(?:[^*]|\*(?!\/))*\*\/\s*)?"(\w+)",\s*([^;]*?)\s*\);/g

/** For Vite. Where the package is spelt otherwise nothing is changed. */
export const plainFields = {
  name: 'zoopress-plain-fields',
  transform: {
    filter: { id: /\/node_modules\/markdown-it\/dist\// },
    handler: (code: string) => ({ code: withPlainFields(code), map: null }),
  },
}

/** The same module with its fields assigned. */
export function withPlainFields(code: string): string {
  return code.replace(FIELD, 'this.$1 = $2;')
}
