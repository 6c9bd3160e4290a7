import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { niftynetHome } from '../../../src/client/niftynet/global-config.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'
import { testSurroundings } from './surroundings.ts'

const DEFAULT = '[global]\nhome = ~/niftynet\n'

/** A person's folders with this `config.ini` in them. */
function withConfig(config: string | Buffer, env: Record<string, string> = {}) {
  const dir = freshFolder()
  const configDir = join(dir, 'ada/.niftynet')
  mkdirSync(configDir, { recursive: true })
  writeFileSync(join(configDir, 'config.ini'), config)
  return { dir, configDir, surroundings: testSurroundings(dir, env) }
}

const filesBelow = (dir: string) =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name).slice(dir.length + 1))
    .sort()

describe('where there is nothing yet', () => {
  it('makes the settings, the home folder and the package for extensions', () => {
    const dir = freshFolder()
    expect(niftynetHome(testSurroundings(dir))).toEqual({
      home: join(dir, 'ada/niftynet'),
      configDir: join(dir, 'ada/.niftynet'),
      serverUrl: 'https://github.com/NifTK/NiftyNetModelZoo',
    })
    expect(filesBelow(dir)).toEqual([
      'ada/.niftynet/config.ini',
      'ada/niftynet/extensions/__init__.py',
      'ada/niftynet/extensions/network/__init__.py',
    ])
    expect(readFileSync(join(dir, 'ada/.niftynet/config.ini'), 'utf8')).toBe(DEFAULT)
    expect(readFileSync(join(dir, 'ada/niftynet/extensions/__init__.py'), 'utf8')).toBe('')
  })

  it('takes the folder of the settings and the server from the environment; home stays where it is', () => {
    const dir = freshFolder()
    const env = {
      niftynet_config_home: join(dir, 'etc/nifty'),
      niftynet_model_zoo: 'http://127.0.0.1:9/zoo/',
    }
    expect(niftynetHome(testSurroundings(dir, env))).toEqual({
      home: join(dir, 'ada/niftynet'),
      configDir: join(dir, 'etc/nifty'),
      serverUrl: 'http://127.0.0.1:9/zoo/',
    })
  })

  it('takes an empty variable for none', () => {
    const dir = freshFolder()
    const env = { niftynet_config_home: '', niftynet_model_zoo: '' }
    expect(niftynetHome(testSurroundings(dir, env))).toMatchObject({
      configDir: join(dir, 'ada/.niftynet'),
      serverUrl: 'https://github.com/NifTK/NiftyNetModelZoo',
    })
  })
})

describe('config.ini', () => {
  it.each([
    ['[global]\nhome = ~/zoo\n', 'ada/zoo'],
    ['[global]\nhome=~\n', 'ada'],
    ['[global]\r\nHOME : ~/zoo\r\n', 'ada/zoo'],
    ['# mine\n[other]\nx = 1\n[global]\nhome = ~/my zoo\nurl = %%\n', 'ada/my zoo'],
    ['[DEFAULT]\nhome = ~/zoo\n[global]\n', 'ada/zoo'],
    ["[DEFAULT]\nglobal = {'home': '~/niftynet'}\n\n[global]\nhome = ~/zoo\n\n", 'ada/zoo'],
    ['[global]\nbase = ~/zoo\nhome = %(base)s/b\n', 'ada/zoo/b'],
    ['[global]\nhome = data\n', 'data'],
  ])('%j: home is %s', (config, home) => {
    const { dir, configDir, surroundings } = withConfig(config)
    expect(niftynetHome(surroundings).home).toBe(join(dir, home))
    expect(readFileSync(join(configDir, 'config.ini'), 'utf8')).toBe(config)
  })

  it.each([
    ['an empty file', ''],
    ['no section', 'home = ~/zoo\n'],
    ['no home', '[global]\nhouse = ~/zoo\n'],
    ['home in another section', '[GLOBAL]\nhome = ~/zoo\n'],
    ['a line that is no setting', '[global]\nhome = ~/zoo\nhello\n'],
    ['a key twice', '[global]\nhome = ~/zoo\nHome = ~/zoo\n'],
    ['bytes that are no text', Buffer.from('[global]\nhome = ~/z\xf6\n', 'latin1')],
  ])('with %s is kept under a unique name and made anew', (_, config) => {
    const { dir, configDir, surroundings } = withConfig(config)
    expect(niftynetHome(surroundings).home).toBe(join(dir, 'ada/niftynet'))
    const [backup, made, ...rest] = readdirSync(configDir).sort()
    expect(rest).toEqual([])
    expect(made).toBe('config.ini')
    expect(backup).toMatch(/^config-backup-2026-11-2\d(-\d\d){3}-[a-z]{3}\.ini$/)
    expect(readFileSync(join(configDir, backup!))).toEqual(Buffer.from(config))
    expect(readFileSync(join(configDir, 'config.ini'), 'utf8')).toBe(DEFAULT)
  })

  it('keeps every one that it could not read', () => {
    const { configDir, surroundings } = withConfig('1')
    for (const text of ['1', '2', '3']) {
      writeFileSync(join(configDir, 'config.ini'), text)
      niftynetHome(surroundings)
    }
    const kept = readdirSync(configDir).filter((name) => name !== 'config.ini')
    expect(kept.map((name) => readFileSync(join(configDir, name), 'utf8')).sort()).toEqual(['1', '2', '3'])
  })

  it.each([
    ['[global]\nhome = ~/50%\n', '[global] home holds a "%" that is neither "%%" nor "%(key)s".'],
    ['[global]\nhome =\n', 'home must name a folder, in one line.'],
    ['[global]\nhome = ~/a\n  b\n', 'home must name a folder, in one line.'],
    ['[global]\nhome = ~nobody-of-this-name/zoo\n', 'no home folder of "nobody-of-this-name" is known.'],
  ])('%j is not replaced, since it says what was meant', (config, message) => {
    const { configDir, surroundings } = withConfig(config)
    expect(() => niftynetHome(surroundings)).toThrow(message)
    expect(filesBelow(configDir)).toEqual(['config.ini'])
  })

  it('that is a folder is a sentence', () => {
    const dir = freshFolder()
    mkdirSync(join(dir, 'ada/.niftynet/config.ini'), { recursive: true })
    expect(() => niftynetHome(testSurroundings(dir))).toThrow(
      `${join(dir, 'ada/.niftynet/config.ini')} cannot be read or written (EISDIR).`,
    )
  })
})

describe('the home folder', () => {
  it('that is there already keeps its files, and gets what it lacks of the package', () => {
    const { dir, surroundings } = withConfig('[global]\nhome = ~/zoo\n')
    mkdirSync(join(dir, 'ada/zoo/extensions'), { recursive: true })
    writeFileSync(join(dir, 'ada/zoo/extensions/__init__.py'), 'mine = 1\n')
    niftynetHome(surroundings)
    expect(readFileSync(join(dir, 'ada/zoo/extensions/__init__.py'), 'utf8')).toBe('mine = 1\n')
    expect(filesBelow(join(dir, 'ada/zoo'))).toEqual([
      'extensions/__init__.py',
      'extensions/network/__init__.py',
    ])
  })

  it('that is a file is a sentence', () => {
    const { dir, surroundings } = withConfig('[global]\nhome = ~/zoo/a\n')
    writeFileSync(join(dir, 'ada/zoo'), '')
    expect(() => niftynetHome(surroundings)).toThrow('(EEXIST)')
  })
})
