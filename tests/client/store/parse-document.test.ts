import { describe, expect, it } from 'vitest'
import { formatTerminalJson, looksLikeHtml, parseDocument } from '../../../src/client/store/parse-document.ts'
import { UserError } from '../../../src/lib/user-error.ts'

const parse = (text: string | Buffer) => parseDocument(Buffer.from(text), 'https://lab.example/x.json')

describe('parseDocument', () => {
  it.each([
    ['{}', {}],
    ['\ufeff {"a": [1, "]}{[\\"", null]}', { a: [1, ']}{["', null] }],
    ['{"a": {"b": 1}, "c": {"b": 1}}', { a: { b: 1 }, c: { b: 1 } }],
    [`{"a": ${'['.repeat(63)}${']'.repeat(63)}}`, expect.anything()],
  ])('reads %s', (text, expected) => {
    expect(parse(text)).toEqual(expected)
  })

  it.each([
    [''],
    ['null'],
    ['[]'],
    ['"text"'],
    ['{"a": 1'],
    ['{"a": 1}}'],
    ['{"a": "'],
    ['{"a": "\\'],
    ['{"a": 1, "a": 2}'],
    ['{"a": 1, "\\u0061": 2}'],
    ['{"x": {"__proto__": 1, "__proto__": 2}}'],
    [`{"a": ${'['.repeat(64)}${']'.repeat(64)}}`],
    [`{"a": ${'{"a":'.repeat(1_000_000)}`],
    ['<html><body>404</body></html>'],
    ['\u0000\u0001'],
  ])('refuses %.40j with a sentence that names the document', (text) => {
    expect(() => parse(text)).toThrow(UserError)
    expect(() => parse(text)).toThrow(/^https:\/\/lab\.example\/x\.json: .*\.$/)
  })

  it('gives objects whose keys are only what stands there', () => {
    expect(Object.keys(parse('{"__proto__": {"polluted": true}}'))).toEqual(['__proto__'])
    expect('polluted' in {}).toBe(false)
  })
})

it.each([
  ['<!doctype html>', true],
  ['\ufeff\r\n\t <html>', true],
  ['<?xml version="1.0"?>', true],
  ['{"a": "<html>"}', false],
  ['untrusted comment: <b>', false],
  ['', false],
])('%j looks like a web page: %j', (text, expected) => {
  expect(looksLikeHtml(Buffer.from(text))).toBe(expected)
})

it('JSON for a terminal means the same, and holds nothing that is obeyed or not seen', () => {
  const value = {
    a: 'x\u001b[2J\u007f\u009b\u202e\u2028\u{e0001}\ud800\n"\\',
    'k\u0007': ['ü', '🧠', null, 1.5],
  }
  const text = formatTerminalJson(value)
  expect(JSON.parse(text)).toEqual(value)
  expect(text).not.toMatch(/[^\n\P{C}]|[\u2028\u2029]/u)
  expect(text).toContain('🧠')
})
