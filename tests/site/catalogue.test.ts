import { describe, expect, it } from 'vitest'
import { figureOf, FIGURES, initials } from '../../src/site/drawn-plate.ts'
import { knownSuccessor, mainDownload, successorOf } from '../../src/site/model-page.ts'
import { fixtureStore } from '../fixtures/store.ts'
import { sampleDownload, sampleEntry } from './sample-entry.ts'

describe('a drawn plate', () => {
  it.each([
    ['Tiny 3D U-Net', 'T3'],
    ['lenet', 'L'],
    ['تجزئة الدماغ', 'تا'],
    ['🧠 model', 'M'],
    ['…', ''],
  ])('of %s shows %s', (title, letters) => {
    expect(initials(title)).toBe(letters)
  })

  it('has a figure that is drawn, always the same for one id', () => {
    const figures = ['lenet', 'spleen_ct', 'a', 'Dataset901_Shapes'].map(figureOf)
    expect(figures).toEqual(['lenet', 'spleen_ct', 'a', 'Dataset901_Shapes'].map(figureOf))
    for (const figure of figures) expect(FIGURES[figure]).toBeDefined()
  })
})

describe('the head of a model’s page', () => {
  it('offers the weights first', () => {
    const downloads = ['code', 'weights'].map((section) => sampleDownload({ section }))
    expect(mainDownload(sampleEntry({ downloads }))?.section).toBe('weights')
    expect(mainDownload(sampleEntry({ downloads: downloads.slice(0, 1) }))?.section).toBe('code')
    expect(mainDownload(sampleEntry({ downloads: [] }))).toBeNull()
  })

  it('offers the whole entry before what its card adds', () => {
    const downloads = ['code', 'liver'].map((section) => sampleDownload({ section }))
    expect(mainDownload(sampleEntry({ downloads }))?.section).toBe('liver')
  })

  it.each([
    ['bare', { text: 'Bare card', href: 'bare/', id: 'bare' }],
    ['https://a.example/new', { text: 'https://a.example/new', href: 'https://a.example/new', id: null }],
    ['org/model', { text: 'org/model', href: null, id: null }],
    [null, null],
  ])('leads to the successor %s', (newVersion, successor) => {
    const entry = sampleEntry({ newVersion })
    expect(successorOf(entry, knownSuccessor(entry, fixtureStore().entries))).toEqual(successor)
  })
})
