import { describe, expect, it } from 'vitest'
import { inCatalogueOrder } from '../../src/formats/catalogue-order.ts'
import { groupNames, groupsOf, listPaths } from '../../src/formats/groups.ts'
import { PAGE_SIZE } from '../../src/formats/pagination.ts'

const tagged = (...tags: string[]) => ({ task: null, tags })

describe('groupsOf', () => {
  it('holds every entry of a tag, sorted by slug, in the order given', () => {
    const [a, b, c] = [tagged('mri', '3d'), tagged('mri'), tagged()]
    expect(groupsOf('tags', [a, b, c])).toEqual([
      { slug: '3d', name: '3d', entries: [a] },
      { slug: 'mri', name: 'mri', entries: [a, b] },
    ])
  })

  it('takes spellings of one name for one, and shows the one that is used most', () => {
    const [group, ...others] = groupsOf(
      'tags',
      ['MRI', 'mri', 'Mri', 'MRI'].map((tag) => tagged(tag)),
    )
    expect([group?.name, group?.entries.length, others]).toEqual(['MRI', 4, []])
    expect(groupsOf('tags', [tagged('b-c'), tagged('B_C')])[0]?.name).toBe('B_C')
  })

  it('counts an entry once that spells a tag twice', () => {
    expect(groupsOf('tags', [tagged('CT', 'ct')])).toMatchObject([{ name: 'CT', entries: [{}] }])
  })

  it('groups by task alike', () => {
    const entry = { task: 'image-segmentation', tags: ['mri'] }
    expect(groupsOf('tasks', [entry, tagged('mri')])).toEqual([
      { slug: 'image-segmentation', name: 'image-segmentation', entries: [entry] },
    ])
  })

  it('makes no page for every one of ten thousand tags of one card', () => {
    const tags = Array.from({ length: 10_000 }, (_, index) => `tag ${index}`)
    expect(groupNames(tagged(...tags), 'tags').size).toBe(64)
  })
})

describe('listPaths', () => {
  it('are the home page alone in an empty store', () => {
    expect(listPaths([])).toEqual([''])
  })

  it('name every page of every list', () => {
    const entries = Array.from({ length: PAGE_SIZE + 1 }, (_, index) => ({
      task: 'image-segmentation',
      tags: index === 0 ? ['mri', 'rare'] : ['mri'],
    }))
    expect(listPaths(entries)).toEqual([
      '',
      'models/2/',
      ...['tasks/', 'tasks/image-segmentation/', 'tasks/image-segmentation/2/'],
      ...['tags/', 'tags/mri/', 'tags/mri/2/', 'tags/rare/'],
    ])
  })
})

describe('the order of the catalogue', () => {
  it('is by title whatever its case, then by id', () => {
    const titles = ['b', 'B', 'a', 'A', 'Ä']
    const entries = titles.map((title, index) => ({ id: `${9 - index}`, title }))
    expect(inCatalogueOrder(entries).map(({ title, id }) => title + id)).toEqual([
      'A6',
      'a7',
      'B8',
      'b9',
      'Ä5',
    ])
  })
})
