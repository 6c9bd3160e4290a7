import { describe, expect, it } from 'vitest'
import { idFault, isFolderName, pathFault } from '../../src/zoo/names.ts'

describe('idFault', () => {
  it.each(['a', 'liver', 'Dataset901_Shapes', 'a.b-c_d', '3d', 'x'.repeat(100), 'console'])(
    'passes %s',
    (id) => {
      expect(idFault(id)).toBeNull()
    },
  )

  it.each([
    '',
    '.a',
    '-a',
    '_a',
    'a b',
    'a/b',
    '..',
    'ä',
    'a%20b',
    'x'.repeat(101),
    'a\u202eb',
    'liver_model_zoo',
    'a_model_zoo_b',
    'Liver_Model_Zoo',
    'raw',
    'assets',
    'Raw',
    'clients',
    'icons',
    'catalogue.json',
    'SHA256SUMS',
    'index.html',
    '404.html',
    'tags',
    'master.json',
    'liver.ini',
    'con',
    'NUL',
    'aux',
    'com1',
    'lpt9.txt',
    'a.',
  ])('refuses %j', (id) => {
    expect(idFault(id)).toMatch(/^[a-z].*\.$/)
  })
})

describe('pathFault', () => {
  it.each([
    'weights/model.onnx',
    '__init__.py',
    'a b (1).bin',
    'a+b=c@d,e',
    'aux.json',
    '1_Pooling/config.json',
  ])('passes %s', (path) => expect(pathFault(path)).toBeNull())

  it.each([
    '.env',
    'a/.ssh/id',
    '.htaccess',
    'a/../b',
    'a//b',
    'a#b',
    'a?b',
    'a%b',
    'a:b',
    'a\\b',
    'a\nb',
    'a\u202eb',
    'ä.bin',
    '-rf',
    'aux',
    'a/aux.json',
    'nul.bin',
    'a./b',
    'a /b',
    'a'.repeat(101),
    '1/2/3/4/5/6/7/8/9',
    `${'a'.repeat(90)}/${'b'.repeat(90)}/${'c'.repeat(90)}`,
    "it's",
    'a"b',
    'a<b',
    'a|b',
    'a*b',
  ])('refuses %j', (path) => {
    expect(pathFault(path)).toMatch(/^[a-z].*\.$/)
  })
})

describe('isFolderName', () => {
  it('knows one folder from a path', () => {
    expect(['OASIS', 'a.b'].every(isFolderName)).toBe(true)
    expect(['a/b', '..', '', 'a\nb', 'con'].some(isFolderName)).toBe(false)
  })
})
