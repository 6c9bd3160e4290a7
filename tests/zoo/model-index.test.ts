import { describe, expect, it } from 'vitest'
import { parseFrontMatter } from '../../src/zoo/front-matter.ts'
import { parseResults } from '../../src/zoo/model-index.ts'
import { formatProblem } from '../../src/zoo/problem.ts'

function results(yaml: string) {
  const { results, problems } = parseResults(
    parseFrontMatter(`---\n${yaml}\n---\n`, 'README.md'),
    'README.md',
  )
  return { results, problems: problems.map(formatProblem) }
}
const metric = (value: string) =>
  results(`model-index: [{results: [{dataset: {name: D}, metrics: [{type: dice, value: ${value}}]}]}]`)

describe('the results of a card', () => {
  it('are none where the card has no model-index', () => {
    expect(results('license: mit')).toEqual({ results: [], problems: [] })
  })

  it('come in the order of the card, names before types', () => {
    const yaml = `model-index:
- name: m
  results:
  - task: {type: t, name: Task}
    dataset: {type: d, split: test}
    metrics:
    - {type: dice, name: Dice, value: 0.9}
    - {type: hd95, value: 3}
  - metrics: [{value: 1}]`
    expect(results(yaml).results).toEqual([
      { task: 'Task', dataset: 'd', split: 'test', metric: 'Dice', value: '0.9' },
      { task: 'Task', dataset: 'd', split: 'test', metric: 'hd95', value: '3' },
      { task: null, dataset: 'Not named', split: null, metric: 'Not named', value: '1' },
    ])
  })

  it.each([
    ['0.9730', '0.9730'],
    ['1e-3', '1e-3'],
    ['"97.3 %"', '97.3 %'],
    ['"a\\u202eb\\nc"', 'ab c'],
  ])('keep the value %s as it was typed: %j', (typed, shown) => {
    expect(metric(typed)).toMatchObject({ problems: [], results: [{ value: shown }] })
  })

  it.each(['{a: 1}', '[1]', 'null', '""'])('leave out the value %s with a warning', (value) => {
    expect(metric(value)).toEqual({
      results: [],
      problems: [
        'README.md:2: warning: model-index: A metric needs a number or a short text as its value. It is not shown.',
      ],
    })
  })

  it.each(['model-index: 7', 'model-index: {results: []}'])('are none, with a warning, for %s', (yaml) => {
    expect(results(yaml)).toEqual({
      results: [],
      problems: [
        'README.md:2: warning: model-index: This must be a list of models with "name" and "results". It is not shown.',
      ],
    })
  })

  it.each(['[7]', '[{results: 7}]', '[{results: [{metrics: 7}]}]', '[null]', '[[[]]]'])(
    'are none for %s',
    (value) => {
      expect(results(`model-index: ${value}`).results).toEqual([])
    },
  )
})
