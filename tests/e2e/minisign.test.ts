/** minisign itself, where it is installed, reads what Zoopress writes, and the other way round; and `npm run keygen`. */
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parsePublicKey, parseSignature, prehash, verifySignature } from '../../src/lib/minisign.ts'
import { parseSecretKey, signDigest } from '../../src/lib/minisign-secret.ts'
import { findProgram, REPOSITORY, run, zoopress } from './command.ts'
import { freshFolder } from './folders.ts'
import { buildSigned, FIXTURE_ZOO, KEY } from './signed-store.ts'
import { formatSecretKey } from '../../src/lib/minisign-secret.ts'

const INSTALLED = [findProgram('minisign')].filter((program) => program !== null)

function scratch(): string {
  const folder = freshFolder('minisign')
  onTestFinished(folder.remove)
  return folder.path
}

describe.each(INSTALLED)('%s', (minisign) => {
  it('verifies a store that Zoopress has signed', async () => {
    const dir = scratch()
    const plan = {
      zoo: FIXTURE_ZOO,
      out: join(dir, 'dist'),
      cache: join(dir, 'cache'),
      url: 'https://lab.example',
    }
    await buildSigned(plan, { SIGNING_DAYS: '30', SOURCE_DATE_EPOCH: '1795262400' })
    const result = await run(minisign, ['-Vm', 'SHA256SUMS', '-p', 'zoopress.pub'], { cwd: plan.out })
    expect(result.code).toBe(0)
    expect(result.stdout).toMatch(
      /Trusted comment: file:SHA256SUMS serial:1795262400 expires:2026-12-21 sha256:[0-9a-f]{64}\n/,
    )
  })

  it('signs with a key of keygen, and Zoopress verifies it', async () => {
    const dir = scratch()
    await zoopress(['keygen', '--out', join(dir, 'lab.key')])
    writeFileSync(join(dir, 'message'), 'Hello.\n')
    const signed = await run(minisign, ['-S', '-W', '-s', 'lab.key', '-m', 'message', '-t', 'from the lab'], {
      cwd: dir,
    })
    expect(signed).toMatchObject({ code: 0 })
    const signature = parseSignature(readFileSync(join(dir, 'message.minisig'), 'utf8'))
    const key = parsePublicKey(readFileSync(join(dir, 'lab.pub'), 'utf8'))
    expect(verifySignature(prehash(Buffer.from('Hello.\n')), signature, key)).toBe('from the lab')
  })

  it('makes a key that Zoopress signs with, and verifies that', async () => {
    const dir = scratch()
    const made = await run(minisign, ['-G', '-W', '-p', 'its.pub', '-s', 'its.key'], { cwd: dir })
    expect(made).toMatchObject({ code: 0 })
    const key = parseSecretKey(readFileSync(join(dir, 'its.key'), 'utf8'))
    expect(key.publicKey).toEqual(parsePublicKey(readFileSync(join(dir, 'its.pub'), 'utf8')))
    writeFileSync(join(dir, 'message'), 'Hello.\n')
    writeFileSync(
      join(dir, 'message.minisig'),
      signDigest(prehash(Buffer.from('Hello.\n')), key, 'from Zoopress'),
    )
    const verified = await run(minisign, ['-Vm', 'message', '-p', 'its.pub'], { cwd: dir })
    expect(verified).toMatchObject({ code: 0, stdout: expect.stringContaining('from Zoopress') as string })
  })
})

describe('npm run keygen', () => {
  it('makes a pair that belongs together, the secret key for its owner alone', async () => {
    const dir = scratch()
    const { code, stdout } = await zoopress(['keygen', '--out', join(dir, 'lab.key')])
    const key = parseSecretKey(readFileSync(join(dir, 'lab.key'), 'utf8'))
    expect(parsePublicKey(readFileSync(join(dir, 'lab.pub'), 'utf8'))).toEqual(key.publicKey)
    expect(statSync(join(dir, 'lab.key')).mode & 0o777).toBe(0o600)
    expect(code).toBe(0)
    expect(stdout).toContain('Never commit')
    expect(stdout).not.toContain(key.seed.toString('base64').slice(4, 20))
  })

  it.each(['lab.key', 'lab.pub'])('never writes over %s', async (name) => {
    const dir = scratch()
    writeFileSync(join(dir, name), 'mine')
    const { code, stderr } = await zoopress(['keygen', '--out', join(dir, 'lab.key')])
    expect([code, readFileSync(join(dir, name), 'utf8')]).toEqual([1, 'mine'])
    expect(stderr.replaceAll(dir, '')).toBe(
      `/${name} is there already, and a key that is lost cannot be made again. Choose another name with --out. Nothing was written.\n`,
    )
    expect([existsSync(join(dir, 'lab.key')), existsSync(join(dir, 'lab.pub'))].filter(Boolean)).toHaveLength(
      1,
    )
  })

  it.each([join(REPOSITORY, 'zoo'), join(REPOSITORY, 'zoo/lenet')])(
    'makes no key in %s, where it would be published',
    async (dir) => {
      const out = join(dir, 'never-made.key')
      const { code, stderr } = await zoopress(['keygen', '--out', out])
      expect([code, existsSync(out)]).toEqual([1, false])
      expect(stderr).toMatch(
        /\/ lies in .*zoo\/, where a secret key would be published\. Choose another place with --out\. Nothing was written\.\n$/,
      )
    },
  )

  it('says so where nothing can be written', async () => {
    const { code, stderr } = await zoopress(['keygen', '--out', '/proc/lab.key'])
    expect([code, stderr]).toEqual([
      1,
      '/proc/lab.key cannot be written (ENOENT). Choose another place with --out. No key was made.\n',
    ])
  })

  it('leaves no half of a pair where there is no folder', async () => {
    const dir = scratch()
    const { code, stderr } = await zoopress(['keygen', '--out', join(dir, 'no/such/lab.key')])
    expect([code, stderr.replaceAll(dir, '')]).toEqual([
      1,
      'There is no folder /no/such/. Make it first. Nothing was written.\n',
    ])
    expect(existsSync(join(dir, 'no'))).toBe(false)
  })
})

describe('a store that was signed', () => {
  it('is told apart from one that is not any more, once', async () => {
    const dir = scratch()
    const out = join(dir, 'dist')
    await buildSigned({ zoo: FIXTURE_ZOO, out, cache: join(dir, 'cache'), url: 'https://lab.example' })
    const args = ['build', '--zoo', FIXTURE_ZOO, '--out', out, '--cache', join(dir, 'cache')]
    const told = 'The last store was signed, and this one is not:'
    expect((await zoopress(args)).stdout).toContain(told)
    expect([existsSync(join(out, 'zoopress.pub')), existsSync(join(out, 'SHA256SUMS.minisig'))]).toEqual([
      false,
      false,
    ])
    expect((await zoopress(args)).stdout).not.toContain(told)
  })
})

describe('the variables that sign a build', () => {
  const text = formatSecretKey(KEY)

  it.each<[string, Record<string, string>, string]>([
    [
      'a key that is none',
      { SIGNING_KEY: 'secret words' },
      'SIGNING_KEY: This is not a secret key of minisign.',
    ],
    [
      'two keys',
      { SIGNING_KEY: text, SIGNING_KEY_FILE: 'x' },
      'Both SIGNING_KEY and SIGNING_KEY_FILE are set.',
    ],
    [
      'a file that is not there',
      { SIGNING_KEY_FILE: '/no/such/key' },
      'SIGNING_KEY_FILE names /no/such/key, which is no file.',
    ],
    [
      'days without a number',
      { SIGNING_KEY: text, SIGNING_DAYS: 'many' },
      'SIGNING_DAYS is "many". Give a whole number',
    ],
    ['no day at all', { SIGNING_KEY: text, SIGNING_DAYS: '0' }, 'SIGNING_DAYS is "0". Give a whole number'],
    ['a time that is none', { SIGNING_KEY: text, SOURCE_DATE_EPOCH: 'now' }, 'SOURCE_DATE_EPOCH is "now".'],
  ])('are refused: %s', async (_, env, expected) => {
    const dir = scratch()
    const { code, stderr } = await zoopress(['build', '--zoo', FIXTURE_ZOO, '--out', join(dir, 'dist')], {
      env,
    })
    expect([code, existsSync(join(dir, 'dist'))]).toEqual([1, false])
    expect(stderr.startsWith(expected)).toBe(true)
    expect(stderr).toMatch(/Nothing was written\.\n$/)
    expect(stderr).not.toContain('secret words')
  })

  it('are refused: a key that would be published', async () => {
    const dir = scratch()
    writeFileSync(join(dir, 'lab.key'), text)
    const env = { SIGNING_KEY_FILE: join(dir, 'lab.key') }
    const { code, stderr } = await zoopress(['build', '--zoo', dir, '--out', join(dir, '../dist')], { env })
    expect(code).toBe(1)
    expect(stderr).toContain('where it would be published. Move it elsewhere. Nothing was written.')
  })

  it('are refused: a key that would be published, behind a link', async () => {
    const dir = scratch()
    mkdirSync(join(dir, 'zoo'))
    writeFileSync(join(dir, 'zoo/lab.key'), text)
    symlinkSync('zoo', join(dir, 'folder'))
    symlinkSync('zoo/lab.key', join(dir, 'file'))
    for (const file of ['folder/lab.key', 'file']) {
      const env = { SIGNING_KEY_FILE: join(dir, file) }
      const args = ['build', '--zoo', join(dir, 'zoo'), '--out', join(dir, 'dist')]
      const { code, stderr } = await zoopress(args, { env })
      expect(code).toBe(1)
      expect(stderr).toContain('where it would be published. Move it elsewhere. Nothing was written.')
    }
  })

  it('may name a link, as clusters mount their secrets', async () => {
    const dir = scratch()
    mkdirSync(join(dir, '..data'))
    writeFileSync(join(dir, '..data/lab.key'), text)
    symlinkSync('..data/lab.key', join(dir, 'lab.key'))
    const args = ['build', '--zoo', FIXTURE_ZOO, '--out', join(dir, 'dist'), '--cache', join(dir, 'cache')]
    const { code } = await zoopress(args, { env: { SIGNING_KEY_FILE: join(dir, 'lab.key') } })
    expect([code, existsSync(join(dir, 'dist/SHA256SUMS.minisig'))]).toEqual([0, true])
  })
})
