import { describe, expect, it } from 'vitest'
import { formatProblem } from '../../src/zoo/problem.ts'
import { parseOwnImports } from '../../src/zoo/own-imports.ts'
import { call, pickled } from '../inspect/make-pickle.ts'
import { card, problemsOf } from './folders.ts'

const read = (text: string) => {
  const { imports, problems } = parseOwnImports(text, 'zoo/allowed-imports.txt')
  return { imports: [...imports], problems: problems.map(formatProblem) }
}

describe('allowed-imports.txt', () => {
  it('holds one import a line, and remarks', () => {
    expect(read('# ours\nsklearn.tree._classes.DecisionTreeClassifier\r\n\n  a.B  # the same\n')).toEqual({
      imports: ['sklearn.tree._classes.DecisionTreeClassifier', 'a.B'],
      problems: [],
    })
  })

  it.each(['sklearn.*', '*', 'sklearn', 'a b', 'a/b.c', '.a', 'a.', 'a..b', 'a.b.1c', 'sklearn.tree:Tree'])(
    'refuses %j, which is no name',
    (line) => {
      const { imports, problems } = read(`# ours\n${line}\n`)
      expect(imports).toEqual([])
      expect(problems).toEqual([
        expect.stringMatching(/^zoo\/allowed-imports\.txt:2: .* is not a name such as/),
      ])
    },
  )

  it.each(['os.system', 'builtins.eval', 'subprocess.Popen', 'torch.hub.load'])(
    'refuses %s, which runs code',
    (line) => {
      expect(read(line).problems).toEqual([
        `zoo/allowed-imports.txt:1: "${line}" runs, reads or writes whatever a file tells it to, so it cannot be allowed. Remove the line.`,
      ])
    },
  )

  it('lets the checkpoints of its zoo import what it names', async () => {
    const entry = {
      'a/README.md': card('license: mit'),
      'a/weights/a.pkl': pickled(call('argparse.Namespace')),
    }
    expect(await problemsOf(entry)).toEqual([
      expect.stringContaining('zoo/a/weights/a.pkl: byte 2: checkpoint-import: '),
    ])
    expect(await problemsOf({ ...entry, 'allowed-imports.txt': 'argparse.Namespace\n' })).toEqual([])
  })

  it.each<[string, string | Uint8Array]>([
    ['is no text', Buffer.from([0xff, 0xfe, 0xfd])],
    ['is larger than 64 KiB', '#'.repeat(65 * 1024)],
  ])('is refused where it %s', async (_, content) => {
    const entry = { 'a/README.md': card('license: mit'), 'a/weights/a.bin': 'a' }
    expect(await problemsOf({ ...entry, 'allowed-imports.txt': content })).toEqual([
      'zoo/allowed-imports.txt: This must be a text file of at most 64 KiB, in UTF-8. Save it so, or remove it.',
    ])
  })
})
