/** What html-validate says against a page. */
import { HtmlValidate } from 'html-validate/node'

const checker = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    // Entries may have long titles.
    'long-title': 'off',
    // The home page may hold no cell, so its tables are told by roles.
    'prefer-native-element': 'off',
    // The sanitiser of cards ends them as XML does, which is as valid.
    'void-style': 'off',
  },
})

/** `lenet/index.html:3:14 rule what is wrong`, in the order of the page. */
export async function htmlFaults(path: string, html: string): Promise<string[]> {
  const { results } = await checker.validateString(html, path)
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line, column }) => `${path}:${line}:${column} ${ruleId} ${message}`),
  )
}
