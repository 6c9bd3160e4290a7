/** Layers of Caffe that learn, but move no window. */
import { parametersOf, type CaffeRule } from './caffe-step.ts'
import { details } from './layer-text.ts'
import { axisOf, MOST_SIDES, product, side } from './sides.ts'

export const innerProduct: CaffeRule = (step) => {
  const given = parametersOf(step, 'inner_product')
  const [shape = null] = step.bottoms
  const outputs = side(given.number('num_output'))
  const axis = axisOf(given.number('axis') ?? 1, shape?.length ?? 0)
  const detail = outputs === null ? '' : `${outputs} outputs`
  if (shape === null || axis === null || outputs === null) return { shapes: [], parameters: null, detail }
  const weights = product([...shape.slice(axis), outputs])
  const bias = given.isTrue('bias_term', true) ? outputs : 0
  return {
    shapes: [[...shape.slice(0, axis), outputs]],
    parameters: weights === null ? null : weights + bias,
    detail,
  }
}

/** Learns what it multiplies with or adds, unless that is its second input. */
export function scaling(name: 'scale' | 'bias'): CaffeRule {
  return (step) => {
    const given = parametersOf(step, name)
    const [shape = null] = step.bottoms
    const axis = axisOf(given.number('axis') ?? 1, shape?.length ?? 0)
    const count = given.number('num_axes') ?? 1
    const learnt = axis === null ? null : product(shape!.slice(axis, count < 0 ? undefined : axis + count))
    const hasBias = name === 'scale' && given.isTrue('bias_term', false)
    const tensors = (step.bottoms.length < 2 ? 1 : 0) + (hasBias ? 1 : 0)
    return {
      shapes: [shape],
      parameters: tensors === 0 ? 0 : learnt && tensors * learnt,
      detail: details(hasBias && 'with bias'),
    }
  }
}

export const prelu: CaffeRule = (step) => {
  const [shape = null] = step.bottoms
  const isShared = parametersOf(step, 'prelu').isTrue('channel_shared', false)
  return { shapes: [shape], parameters: isShared ? 1 : (shape?.[1] ?? null), detail: '' }
}

export const embed: CaffeRule = (step) => {
  const given = parametersOf(step, 'embed')
  const [shape = null] = step.bottoms
  const [words, outputs] = [side(given.number('input_dim')), side(given.number('num_output'))]
  const weights = product([words, outputs])
  const bias = given.isTrue('bias_term', true) ? outputs! : 0
  return {
    shapes: [shape && shape.length < MOST_SIDES ? [...shape, outputs] : null],
    parameters: weights === null ? null : weights + bias,
    detail: details(words !== null && `${words} words`),
  }
}
