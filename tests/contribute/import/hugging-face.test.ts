import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importing, refusal, WEIGHTS, writeFolder, type Files } from './importing.ts'

function repository(frontMatter: string, more: Files = {}): Files {
  return {
    '.gitattributes': '*.safetensors filter=lfs diff=lfs merge=lfs -text\n',
    'README.md': `---\n${frontMatter}---\n\n# A model\n\nIt sees.\n`,
    'model.safetensors': WEIGHTS,
    'onnx/config.json': '{}',
    ...more,
  }
}

describe('a repository of Hugging Face', () => {
  it('keeps its card, letter by letter, and its files', async () => {
    const files = repository('license: apache-2.0   # ours\ntags: [vision]\nwidget:\n- text: x\n')
    const { kind, id, files: kept, notes, problems, dir } = await importing(writeFolder('my-model', files))
    expect([kind, id, notes, problems]).toEqual(['Hugging Face repository', 'my-model', [], []])
    expect(kept).toEqual(Object.keys(files).sort())
    for (const [path, text] of Object.entries(files))
      expect(readFileSync(join(dir, path), 'latin1')).toBe(text)
  })

  it.each([
    ['license: Apache License 2.0  # theirs\n', 'license: apache-2.0  # theirs\n'],
    ['license:\r\n- MIT License\r\n- CC BY 4.0\r\n', 'license:\r\n- mit\r\n- cc-by-4.0\r\n'],
    ['license: |\n  MIT License\ntags: [a]\n', 'license: mit\ntags: [a]\n'],
    ['license: "BSD 3-Clause"\n', 'license: bsd-3-clause\n'],
    ['license: mit\nversion: 1.10 # no text\n', 'license: mit\nversion: "1.10" # no text\n'],
  ])('has %j mended to %j', async (before, after) => {
    const { dir, notes, problems } = await importing(writeFolder('m', repository(before)))
    expect(readFileSync(join(dir, 'README.md'), 'utf8')).toBe(repository(after)['README.md'])
    expect(notes.length).toBeGreaterThan(0)
    expect(problems).toEqual([])
  })

  it.each([
    ['a licence that nobody knows', 'license: my own\n', 'not an SPDX id'],
    ['front matter that is no YAML', 'license: "mit\n', 'README.md'],
    ['no licence', 'tags: [a]\n', 'there is none'],
  ])('is imported with %s, which the checks tell', async (_, frontMatter, sentence) => {
    const { card, problems, notes } = await importing(writeFolder('m', repository(frontMatter)))
    expect(problems.join('\n')).toContain(sentence)
    expect(notes).toEqual([])
    expect(card).not.toHaveProperty('version')
  })

  it('leaves out what git and systems keep, and says so', async () => {
    const more = {
      '.git/config': 'x',
      '.cache/huggingface/a': 'x',
      '.DS_Store': 'x',
      'onnx/__pycache__/a.pyc': 'x',
    }
    const { files, notes } = await importing(writeFolder('m', repository('license: mit\n', more)))
    expect(files).toEqual(Object.keys(repository('')).sort())
    expect(notes).toEqual([
      '4 hidden and left-over files and folders were left out: ".DS_Store", ".cache/", ".git/", "onnx/__pycache__/".',
    ])
  })

  it('is refused where its card is larger than any that is read', async () => {
    const [said] = await refusal(
      writeFolder('m', { 'README.md': `---\nlicense: mit\n---\n${'x'.repeat(262_144)}` }),
    )
    expect(said).toBe(
      '"README.md" has more than 256 KiB, the most that is read of it. Shorten it, then import it again. Nothing was written.',
    )
  })

  it('is refused where git-lfs has not fetched its files', async () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'ab'.repeat(32)}\nsize 123456\n`
    const [said, left] = await refusal(
      writeFolder('m', repository('license: mit\n', { 'model.safetensors': pointer })),
    )
    expect(said).toBe(
      '"model.safetensors": this is a pointer of git-lfs, and the files themselves are not here. Run "git lfs pull" in DIR/m, then import it again. Nothing was written.',
    )
    expect(left).toEqual([])
  })
})
