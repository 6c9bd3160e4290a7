import { describe, expect, it } from 'vitest'
import type { InstalledPart } from '../../../src/client/install/record.ts'
import type { StoreAnswer } from '../../../src/client/verify/ask-store.ts'
import { isGood, verdictLines } from '../../../src/client/verify/verdict-lines.ts'
import type { PathVerdict } from '../../../src/client/verify/verify-path.ts'
import { published } from '../sample-store.ts'

const PART: InstalledPart = {
  ...{ store: 'https://lab.example/zoo', id: 'liver', version: '1.0', section: 'weights', sha256: null },
  files: published({ 'a.bin': 'a', 'b.bin': 'bb' }),
}
const SAME: StoreAnswer = { state: 'same', newest: '1.0' }

function installed(
  answer: StoreAnswer,
  missing: string[] = [],
  changed: string[] = [],
  extra: string[] = [],
): PathVerdict {
  return {
    installed: [{ dir: '/m/liver', parts: [{ part: PART, missing, changed }], extra, answers: [answer] }],
    files: [],
    silent: [],
  }
}

function file(known: { store: string; what: string } | null): PathVerdict {
  return { installed: [], files: [{ path: '/m/a.bin', sha256: '', known }], silent: ['It does not answer.'] }
}

describe('a verdict', () => {
  it('names the store that was asked, where it is not the one of the record', () => {
    const {
      installed: [folder],
    } = installed(SAME)
    const verdict = { installed: [{ ...folder!, asked: 'https://mirror.example' }], files: [], silent: [] }
    expect(verdictLines(verdict)).toEqual([
      '/m/liver: liver 1.0 weights: whole (2 files, 3 B); https://mirror.example publishes the same.',
    ])
  })

  it.each<[boolean, PathVerdict, string[]]>([
    [
      true,
      installed(SAME),
      ['/m/liver: liver 1.0 weights: whole (2 files, 3 B); https://lab.example/zoo publishes the same.'],
    ],
    [
      true,
      installed({ state: 'same', newest: '2.0' }, [], [], ['own\u202e.txt']),
      [
        '/m/liver: liver 1.0 weights: whole (2 files, 3 B); https://lab.example/zoo publishes the same. The newest version there is 2.0.',
        '/m/liver: not of the store, and not looked at: own\\u202e.txt',
      ],
    ],
    [
      false,
      installed(SAME, ['a.bin'], ['b.bin']),
      [
        '/m/liver: liver 1.0 weights: 2 files of 2 are not as installed; https://lab.example/zoo publishes the same.',
        '  missing: a.bin',
        '  changed: b.bin',
      ],
    ],
    [
      false,
      installed({ state: 'differs', newest: '1.0' }),
      [
        '/m/liver: liver 1.0 weights: whole (2 files, 3 B); https://lab.example/zoo PUBLISHES SOMETHING ELSE under this version: ask its owner why, and get it again with --force.',
      ],
    ],
    [
      true,
      installed({ state: 'silent', newest: null, why: 'It does not answer.' }),
      [
        '/m/liver: liver 1.0 weights: whole (2 files, 3 B); by the record of its installation alone. It does not answer.',
      ],
    ],
    [
      true,
      installed({ state: 'unknown', newest: '2.0', why: 'The store has version 1.0 no more.' }),
      [
        '/m/liver: liver 1.0 weights: whole (2 files, 3 B); by the record of its installation. The store has version 1.0 no more. The newest version there is 2.0.',
      ],
    ],
    [
      true,
      file({ store: 'https://lab.example/zoo', what: 'weights.tar.gz of liver 1.0' }),
      [
        '/m/a.bin: weights.tar.gz of liver 1.0, of https://lab.example/zoo',
        'One store could not be asked. It does not answer.',
      ],
    ],
    [
      false,
      file(null),
      ['/m/a.bin: unknown to the stores', 'One store could not be asked. It does not answer.'],
    ],
  ])('is %s, and says so', (good, verdict, lines) => {
    expect({ good: isGood(verdict), lines: verdictLines(verdict) }).toEqual({ good, lines })
  })

  it('names twenty files, and counts the rest', () => {
    const many = Array.from({ length: 23 }, (_, index) => `f${index}`)
    expect(verdictLines(installed(SAME, many))[1]).toMatch(/f19, 3 more$/)
  })
})
