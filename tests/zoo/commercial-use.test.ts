import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commercialUse, commercialUseOf } from '../../src/zoo/commercial-use.ts'

describe('commercial use', () => {
  it.each([
    'MIT',
    'apache-2.0',
    'BSD-3-Clause',
    'bsd',
    'ISC',
    'Unlicense',
    'CC0-1.0',
    'cc-by-4.0',
    'cc-by-sa-4.0',
    'cc-by-nd-4.0',
    'CC-BY-3.0-DE',
    'gpl-3.0',
    'GPL-2.0-only',
    'AGPL-3.0-or-later',
    'lgpl',
    'mpl-2.0',
    'EUPL-1.2',
    'epl-2.0',
    'odbl',
    'pddl',
    'cdla-permissive-2.0',
    'etalab-2.0',
    'WTFPL',
    'zlib',
    'ofl-1.1',
  ])('is allowed by %s', (id) => expect(commercialUse(id)).toBe('yes'))

  it.each([
    'cc-by-nc-4.0',
    'CC-BY-NC-SA-4.0',
    'cc-by-nc-nd-3.0',
    'CC-BY-NC-SA-2.0-UK',
    'PolyForm-Noncommercial-1.0.0',
    'NCGL-UK-2.0',
    'fair-noncommercial-research-license',
    'intel-research',
    'h-research',
    'apple-amlr',
  ])('is not allowed by %s', (id) => expect(commercialUse(id)).toBe('no'))

  it.each([
    'other',
    'unknown',
    'openrail',
    'openrail++',
    'creativeml-openrail-m',
    'bigscience-bloom-rail-1.0',
    'llama3.1',
    'gemma',
    'cc',
    'deepfloyd-if-license',
    'BUSL-1.1',
    'SSPL-1.0',
    'Elastic-2.0',
    'BSD-3-Clause-No-Military-License',
    'c-uda',
    '',
    'constructor',
    'mit license',
  ])('must be asked about for %j', (id) => expect(commercialUse(id)).toBe('ask'))

  it.each([
    ['MIT OR Apache-2.0', 'yes'],
    ['MIT AND CC-BY-NC-4.0', 'no'],
    ['MIT OR CC-BY-NC-4.0', 'yes'],
    ['gemma OR CC-BY-NC-4.0', 'ask'],
    ['gemma AND MIT', 'ask'],
    ['gemma AND CC-BY-NC-4.0', 'no'],
    ['CC-BY-NC-4.0 AND MIT OR Apache-2.0', 'yes'],
    ['CC-BY-NC-4.0 AND (MIT OR Apache-2.0)', 'no'],
    ['(MIT)', 'yes'],
    ['GPL-2.0-only WITH Classpath-exception-2.0', 'yes'],
    ['Apache-2.0 WITH LLVM-exception', 'yes'],
    ['Apache-2.0 WITH Commons-Clause', 'ask'],
    ['CC-BY-NC-4.0 WITH Commons-Clause', 'no'],
    ['MIT OR', 'ask'],
    ['(MIT', 'ask'],
    ['MIT)', 'ask'],
    ['MIT Apache-2.0', 'ask'],
    ['', 'ask'],
    ['('.repeat(100_000), 'ask'],
  ])('of %.60j is %s', (expression, answer) => expect(commercialUseOf(expression)).toBe(answer))

  it('is answered for any words in any order', () => {
    const words = fc.array(
      fc.constantFrom('MIT', 'gemma', 'CC-BY-NC-4.0', 'AND', 'OR', 'WITH', '(', ')', 'x'),
    )
    fc.assert(fc.property(words, (list) => ['yes', 'no', 'ask'].includes(commercialUseOf(list.join(' ')))))
  })
})
