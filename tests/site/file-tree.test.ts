import { describe, expect, it } from 'vitest'
import { fileTree, type FileFolder } from '../../src/site/file-tree.ts'

const filesAt = (...paths: string[]) => paths.map((path) => ({ path, size: 2, sha256: 'a'.repeat(64) }))

/** `name/ count bytes`, then what is in it, indented; `+n` for what is left out. */
function drawn({ folders, files, hidden }: FileFolder): string[] {
  const inner = folders.flatMap((folder) => [
    `${folder.name}/ ${folder.count} ${folder.bytes}`,
    ...drawn(folder).map((line) => `  ${line}`),
  ])
  return [...inner, ...files.map(({ path }) => path), ...(hidden > 0 ? [`+${hidden}`] : [])]
}

describe('the tree of an archive', () => {
  it('has folders first, with what they hold in all', () => {
    const tree = fileTree(filesAt('a.txt', 'b/c.txt', 'b/d/e.txt', 'b/d/f.txt', 'z'), 100)
    expect([tree.count, tree.bytes]).toEqual([5, 10])
    expect(drawn(tree)).toEqual(['b/ 3 6', '  d/ 2 4', '    e.txt', '    f.txt', '  c.txt', 'a.txt', 'z'])
  })

  it('joins folders that hold nothing but one other', () => {
    expect(drawn(fileTree(filesAt('D/T__P__2d/fold_0/x', 'D/T__P__2d/plans.json'), 100))).toEqual([
      'D/T__P__2d/ 2 4',
      '  fold_0/ 1 2',
      '    x',
      '  plans.json',
    ])
  })

  it('keeps names such as __proto__ and those that only begin alike apart', () => {
    const tree = fileTree(filesAt('__proto__/x', 'ab/x', 'abc/x', 'constructor'), 100)
    expect(drawn(tree)).toEqual(['__proto__/ 1 2', '  x', 'ab/ 1 2', '  x', 'abc/ 1 2', '  x', 'constructor'])
  })

  it('leaves out what comes after 200 rows of a folder, and counts it', () => {
    const many = Array.from({ length: 3000 }, (_, i) => `f/${`${i}`.padStart(4, '0')}`)
    const tree = fileTree(filesAt(...many, 'g/x'), 1000)
    expect(tree.folders[0]!.files).toHaveLength(200)
    expect([tree.folders[0]!.hidden, tree.folders[0]!.count]).toEqual([2800, 3000])
  })

  it('leaves out lower folders before upper ones where the page has no room', () => {
    const tree = fileTree(filesAt('a/1', 'a/2', 'b/1', 'b/2', 'c/1', 'x'), 5)
    expect(drawn(tree)).toEqual(['a/ 2 4', '  1', '  +1', 'b/ 2 4', '  +2', 'c/ 1 2', '  +1', 'x'])
  })

  it('counts the files of folders that are left out themselves', () => {
    expect(drawn(fileTree(filesAt('a/1', 'b/1', 'b/2', 'x'), 1))).toEqual(['a/ 1 2', '  +1', '+3'])
  })

  it('is empty for an empty archive', () => {
    expect(fileTree([], 10)).toEqual({ name: '', count: 0, bytes: 0, folders: [], files: [], hidden: 0 })
  })
})
