/**
 * Secrets by their exact shapes, as their makers document them: a shape that ordinary text may have is not here.
 */
export interface SecretShape {
  /** As the middle of a sentence: "a private key". */
  what: string
  /** Text that every match holds, asked for first: it costs a fraction of the pattern. */
  hint: string
  /** Further text that the file must hold. */
  needs?: string
  pattern: RegExp
}

/** What documentation writes in the place of what stands below a header: dots, a bracket, the end of a code block. */
const PLACEHOLDER = String.raw`(?!\s*(?:\.{2}|\xe2\x80\xa6|[<[{$\x60*]|[xX]{4}))`
const HEADER = '-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----'

const token = (what: string, hint: string, rest: string): SecretShape => ({
  what,
  hint,
  pattern: new RegExp(`(?<![A-Za-z0-9_-])${hint}${rest}(?![A-Za-z0-9])`, 'g'),
})

export const SECRET_SHAPES: readonly SecretShape[] = [
  {
    what: 'a private key',
    hint: 'PRIVATE KEY',
    // Alone on its line, or with the key below or behind it, as texts of programs and JSON have it. Prose has words around it.
    pattern: new RegExp(
      String.raw`^(?:\xef\xbb\xbf|\ufeff)?[ \t"'>|]*${HEADER}[ \t]*(?=\r?$)${PLACEHOLDER}|${HEADER}[ \t]*\r?\n[ \t"'>|]*(?:Proc-Type:|(?![xX]{4})[A-Za-z0-9+/]{16})|${HEADER}(?:\\+r)?\\+n["']?\s{0,80}["']?[A-Za-z0-9+/]{32}`,
      'gm',
    ),
  },
  {
    what: 'a private key',
    hint: 'SSH2 ENCRYPTED PRIVATE KEY',
    pattern: /^---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----(?=\r?$)/gm,
  },
  {
    what: 'a private key',
    hint: 'PuTTY-User-Key-File-',
    needs: 'Private-Lines:',
    pattern: /^PuTTY-User-Key-File-\d: \S/gm,
  },
  token('a private key', 'AGE-SECRET-KEY-1', '[A-Z0-9]{58}'),
  // Of minisign: without a password, and with one. The first bytes are "Ed", the kind of password and "B2".
  ...['RWQAAEIy', 'RWRTY0Iy'].map((hint) => token('a private key', hint, '[A-Za-z0-9+/]{203}')),
  token('an AWS key', 'AKIA', '[A-Z2-7]{16}'),
  token('an AWS key', 'ASIA', '[A-Z2-7]{16}'),
  {
    what: 'an AWS key',
    hint: 'aws_secret_access_key',
    pattern: /aws_secret_access_key["']?\s{0,9}[=:]\s{0,9}["']?[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g,
  },
  ...['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'].map((hint) =>
    token('a GitHub token', hint, '[A-Za-z0-9]{36,251}'),
  ),
  token('a GitHub token', 'github_pat_', '[A-Za-z0-9]{22}_[A-Za-z0-9]{59}'),
  token('a GitLab token', 'glpat-', '[A-Za-z0-9_-]{20,}'),
  token('a Hugging Face token', 'hf_', '[A-Za-z0-9]{34,40}'),
  token('a Hugging Face token', 'api_org_', '[A-Za-z0-9]{34}'),
  ...['xoxb-', 'xoxp-', 'xoxa-', 'xoxr-', 'xoxs-', 'xoxe-'].map((hint) =>
    token('a Slack token', hint, String.raw`\d[A-Za-z0-9-]{18,250}`),
  ),
  {
    what: 'the address of a Slack hook',
    hint: 'hooks.slack.com/services/',
    pattern: /hooks\.slack\.com\/services\/T[A-Z0-9]{6,12}\/B[A-Z0-9]{6,12}\/[A-Za-z0-9]{20,28}/g,
  },
  token('a Google API key', 'AIza', '[A-Za-z0-9_-]{35}'),
  token('an npm token', 'npm_', '[A-Za-z0-9]{36}'),
  token('a PyPI token', 'pypi-AgEIcHlwaS5vcmc', '[A-Za-z0-9_-]{50,}'),
  token('a Stripe key', 'sk_live_', '[A-Za-z0-9]{24,}'),
  token('an Anthropic key', 'sk-ant-', '[A-Za-z0-9]{3,10}-[A-Za-z0-9_-]{60,}'),
  token('an OpenAI key', 'sk-proj-', '[A-Za-z0-9_-]{40,}'),
  {
    what: 'a password for a server (.netrc)',
    hint: 'machine',
    needs: 'password',
    pattern: /^[ \t]*machine[ \t]+\S{1,253}\s{1,9}login\s{1,9}\S{1,200}\s{1,9}password\s{1,9}\S/gm,
  },
  {
    what: 'a key to a Kubernetes cluster',
    hint: 'client-key-data:',
    pattern: /client-key-data:[ \t]*["']?[A-Za-z0-9+/]{40}/g,
  },
  {
    what: 'a key to a Kubernetes cluster',
    hint: 'token:',
    needs: 'kind: Config',
    pattern: /^[ \t]+token:[ \t]*["']?[A-Za-z0-9._-]{16}/gm,
  },
]

/** What documentation writes for a token. */
export const PLACEHOLDER_TOKEN = /EXAMPLE|[xX]{8}/
