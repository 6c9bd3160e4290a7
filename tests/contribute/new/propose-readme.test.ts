import { describe, expect, it } from 'vitest'
import { NO_CARD, proposeFromReadme } from '../../../src/contribute/new/propose-readme.ts'

describe('proposals from a README', () => {
  it('are its first heading, its first sentence and its prose', () => {
    const text = '# Liver\n\nSegments livers. In CT.\n'
    expect(proposeFromReadme(text)).toMatchObject({
      answers: { title: 'Liver', summary: 'Segments livers.' },
      facts: {},
      prose: text,
    })
  })

  it('are the front matter, as far as it is right, and what nobody is asked', () => {
    const text = `---
license: mit
version: latest
pipeline_tag: image-segmentation
datasets: [LiTS]
model-index: []
made_by: us
authors: [{name: Ada Example, affiliation: Somewhere}]
---
# Liver
`
    const { answers, facts } = proposeFromReadme(text)
    expect(answers).toMatchObject({
      license: 'mit',
      task: 'image-segmentation',
      authors: 'Ada Example (Somewhere)',
      version: '',
    })
    expect(facts).toEqual({ datasets: ['LiTS'], 'model-index': [] })
  })

  it.each([
    ['is too long for a card', 'a'.repeat(200_000)],
    ['hides characters', '# Liver\u202e\n'],
  ])('are none where it %s', (_, text) => {
    expect(proposeFromReadme(text)).toEqual(NO_CARD)
  })
})
