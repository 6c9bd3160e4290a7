import { describe, expect, it } from 'vitest'
import { checkSecrets } from '../../src/check/secrets.ts'
import { bytesOf } from '../../src/lib/byte-source.ts'
import { formatSecretKey, generateSecretKey } from '../../src/lib/minisign-secret.ts'
import type { Entry } from '../../src/zoo/entry.ts'
import { card, problemsOf } from '../zoo/folders.ts'

/** The secrets are put together here, so that no scanner takes this file for a leak. */
const LETTERS = 'aBcD3fGh1jKlMn0pQrStUvWxYz24AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEfGh'
const CAPITALS = 'Q7ZK3MPLWX2RTVB5'
const header = (kind: string) => `-----BEGIN ${kind}-----`
const key = (kind: string) => `${header(kind)}\n${LETTERS}\n-----END ${kind}-----\n`

async function inFile(text: string | Uint8Array, name = 'notes'): Promise<string[]> {
  return problemsOf({ 'a/README.md': card('license: mit'), [`a/weights/${name}`]: text })
}

const SECRETS: [string, string, string][] = [
  ...['PRIVATE KEY', 'RSA PRIVATE KEY', 'EC PRIVATE KEY', 'ENCRYPTED PRIVATE KEY', 'OPENSSH PRIVATE KEY'].map(
    (kind): [string, string, string] => [kind, key(kind), 'a private key'],
  ),
  ['a PGP key', key('PGP PRIVATE KEY BLOCK'), 'a private key'],
  ['a key of Windows lines', key('RSA PRIVATE KEY').replaceAll('\n', '\r\n'), 'a private key'],
  ['a header at the end of a file', header('EC PRIVATE KEY'), 'a private key'],
  ['a key inside JSON', JSON.stringify({ private_key: key('PRIVATE KEY') }), 'a private key'],
  ['a key inside YAML', `key: |\n  ${key('PRIVATE KEY').replaceAll('\n', '\n  ')}`, 'a private key'],
  ['a key inside a program', `KEY = "${header('PRIVATE KEY')}\\n"\n      "${LETTERS}"`, 'a private key'],
  ['a key behind a mark of byte order', `\ufeff${key('RSA PRIVATE KEY')}`, 'a private key'],
  ['a key behind a name', `key: ${key('RSA PRIVATE KEY')}`, 'a private key'],
  ['a key in quotes', `key = "${key('PRIVATE KEY')}"`, 'a private key'],
  ['a key of ssh.com', '---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nabc', 'a private key'],
  ['a key of PuTTY', 'PuTTY-User-Key-File-3: ssh-ed25519\nPrivate-Lines: 1\nabc', 'a private key'],
  ['a key of age', `AGE-SECRET-KEY-1${CAPITALS.repeat(4).slice(0, 58)}`, 'a private key'],
  ['a key that signs stores', formatSecretKey(generateSecretKey()), 'a private key'],
  [
    'a key of minisign with a password',
    `untrusted comment: minisign encrypted secret key\nRWRTY0Iy${LETTERS.repeat(4).slice(0, 203)}\n`,
    'a private key',
  ],
  ['an AWS key id', `id = AKIA${CAPITALS}`, 'an AWS key'],
  ['an AWS key', `aws_secret_access_key = ${LETTERS.slice(0, 40)}`, 'an AWS key'],
  ...['ghp', 'gho', 'ghu', 'ghs', 'ghr'].map((start): [string, string, string] => [
    start,
    `${start}_${LETTERS.slice(0, 36)}`,
    'a GitHub token',
  ]),
  ['a fine-grained token', `github_pat_${LETTERS.slice(0, 22)}_${LETTERS.slice(0, 59)}`, 'a GitHub token'],
  ['a token in an address', `https://x:ghp_${LETTERS.slice(0, 36)}@github.com/a/b.git`, 'a GitHub token'],
  ['GitLab', `glpat-${LETTERS.slice(0, 20)}`, 'a GitLab token'],
  ['Hugging Face', `login("hf_${LETTERS.slice(0, 34)}")`, 'a Hugging Face token'],
  ['Slack', `xoxb-123456789012-123456789012-${LETTERS.slice(0, 24)}`, 'a Slack token'],
  [
    'a hook',
    `https://hooks.slack.com/services/T12345678/B12345678/${LETTERS.slice(0, 24)}`,
    'the address of',
  ],
  ['Google', `AIza${LETTERS.slice(0, 35)}`, 'a Google API key'],
  ['npm', `npm_${LETTERS.slice(0, 36)}`, 'an npm token'],
  ['Stripe', `sk_live_${LETTERS.slice(0, 24)}`, 'a Stripe key'],
  ['.netrc in one line', 'machine lab.example login ada password hunter2', 'a password for a server'],
  ['.netrc in lines', 'machine lab.example\n  login ada\n  password hunter2', 'a password for a server'],
  ['a client key of Kubernetes', `users:\n- client-key-data: ${LETTERS}`, 'a key to a Kubernetes'],
  ['a token of Kubernetes', `kind: Config\nusers:\n- user:\n    token: ${LETTERS}`, 'a key to a Kubernetes'],
]

describe('a secret in a text file', () => {
  it.each(SECRETS)('(%s) is an error that names what it is', async (_, text, what) => {
    const problems = await inFile(`first line\n${text}`)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(/^zoo\/a\/weights\/notes:\d+: secret: This looks like /)
    expect(problems[0]).toContain(`looks like ${what}`)
  })

  it('is named with its line, and not repeated', async () => {
    const token = `ghp_${LETTERS.slice(0, 36)}`
    const problems = await inFile(`a\nb\n\ntoken: ${token}\n${key('RSA PRIVATE KEY')}`)
    expect(problems).toEqual([
      expect.stringMatching(
        /^zoo\/a\/weights\/notes:4: secret: This looks like a GitHub token\. Take it out/,
      ),
      expect.stringMatching(/^zoo\/a\/weights\/notes:5: secret: This looks like a private key\. Take it out/),
    ])
    expect(problems.join()).not.toContain(token.slice(4, 12))
  })

  it('is found in a card', async () => {
    const text = card('license: mit') + key('OPENSSH PRIVATE KEY')
    const problems = await problemsOf({ 'a/README.md': text, 'a/weights/x': 'x' })
    expect(problems).toEqual([expect.stringContaining('zoo/a/README.md:7: secret: ')])
  })

  it('is found in UTF-16, as shells of Windows write it', async () => {
    const text = Buffer.from(`\ufefffirst line\n${key('RSA PRIVATE KEY')}`, 'utf16le')
    expect(await inFile(text)).toEqual([
      expect.stringMatching(/notes:2: secret: This looks like a private key/),
    ])
    expect(await inFile(Buffer.from('\ufeffplain words', 'utf16le'))).toEqual([])
  })

  it('is found across the pieces in which a long file is read, once', () => {
    for (const before of [2 ** 20 - 60, 2 ** 20 - 20, 2 ** 20, 2 ** 20 + 4090]) {
      const text = Buffer.from(`${'a\n'.repeat(before / 2)}${key('PRIVATE KEY')}${'b\n'.repeat(2 ** 19)}`)
      const content = {
        entry: {} as Entry,
        path: 'x',
        paths: new Set<string>(),
        contact: null,
        place: 'x',
        bytes: bytesOf(text),
        head: text.subarray(0, 4096),
      }
      expect(checkSecrets(content).map(({ line }) => line)).toEqual([before / 2 + 1])
    }
  })
})

const INNOCENT: [string, string][] = [
  ['a public key', key('PUBLIC KEY')],
  ['a public key of RSA', key('RSA PUBLIC KEY')],
  ['a certificate', key('CERTIFICATE')],
  ['a PGP message', key('PGP PUBLIC KEY BLOCK')],
  ['a signature', key('PGP SIGNATURE')],
  ['a public key of OpenSSH', `ssh-ed25519 ${LETTERS} ada@lab.example`],
  ['a name before the header of an example', `key: ${header('PRIVATE KEY')}\nxxxxxxxxxxxxxxxxxxxx\n`],
  ['a sentence that ends in the header', `A key begins with ${header('PRIVATE KEY')}\nand letters.`],
  ['a document about the header', `A key file begins with \`${header('PRIVATE KEY')}\` and is secret.`],
  ['a sentence that begins with the header', `${header('PRIVATE KEY')} is how a key begins.`],
  ['an example with dots', `\`\`\`\n${header('PRIVATE KEY')}\n...\n-----END PRIVATE KEY-----\n\`\`\``],
  ['an example with an ellipsis', `${header('RSA PRIVATE KEY')}\n…\n`],
  ['an example with brackets', `${header('PRIVATE KEY')}\n<your key>\n`],
  ['a program that looks for keys', `if text.startswith("${header('PRIVATE KEY')}"):\n    pass`],
  ['a program that writes keys', `f.write("${header('PRIVATE KEY')}\\n" + body)`],
  ['the example key of AWS', 'AKIAIOSFODNN7EXAMPLE'],
  ['a placeholder', `hf_${'x'.repeat(34)} ghp_${'X'.repeat(36)}`],
  ['a name with hf_', 'hf_model_name = "hf_hub"; hf_config; ghp_; xoxb-; AKIA; npm_config_registry'],
  ['a longer word', `xAKIA${CAPITALS} ${LETTERS}ghp_${LETTERS.slice(0, 36)}`],
  ['machine learning', 'machine learning needs a login and a password'],
  ['a manifest', 'apiVersion: v1\nkind: ConfigMap\ndata:\n  token: x\n'],
  ['a tokenizer', '{"bos_token": "<s>", "token": 1}'],
]

describe('what only looks like a secret', () => {
  it.each(INNOCENT)('(%s) passes', async (_, text) => {
    expect(await inFile(text, 'notes.md')).toEqual([])
    expect(
      await problemsOf({ 'a/README.md': `${card('license: mit')}\n${text}\n`, 'a/weights/x': 'x' }),
    ).toEqual([])
  })

  it('passes in a binary file', async () => {
    expect(await inFile(Buffer.from(`\0\n${key('PRIVATE KEY')}`))).toEqual([])
  })
})
