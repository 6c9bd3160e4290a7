import { describe, expect, it } from 'vitest'
import { card, problemsOf } from '../zoo/folders.ts'

const withWeights = (content: string) =>
  problemsOf({ 'a/README.md': card('license: mit'), 'a/weights/model.bin': content })

describe('a git-lfs pointer', () => {
  it.each(['https://git-lfs.github.com/spec/v1', 'https://hawser.github.com/spec/v1'])(
    'of %s is refused',
    async (spec) => {
      expect(await withWeights(`version ${spec}\noid sha256:${'0'.repeat(64)}\nsize 12345\n`)).toEqual([
        'zoo/a/weights/model.bin: This is a git-lfs pointer, not the file itself. Run "git lfs pull" in the repository it came from.',
      ])
    },
  )

  it.each([
    'Every version https://git-lfs.github.com/spec/v1 is refused.',
    'version 2',
    '',
    `version https://git-lfs.github.com/spec/v1\n${'x'.repeat(1024)}`,
  ])('is not %.30j', async (content) => expect(await withWeights(content)).toEqual([]))
})
