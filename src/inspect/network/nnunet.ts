/**
 * The U-Net that nnU-Net builds from its plans, a layer for each stage: an encoder that narrows the maps, and a decoder that widens them
 * again and reads what the encoder has found at the same size.
 * Source: https://github.com/MIC-DKFZ/dynamic-network-architectures
 */
import { details, layerText, shortSides, sidesText } from './layer-text.ts'
import { sumParameters, type Layer, type Sides, type UnplacedNetwork } from './network.ts'
import { nnunetPlan, type NnunetPlan } from './nnunet-plan.ts'
import { convolved, product } from './sides.ts'

export interface NnunetEnds {
  /** Inputs, and what each voxel may be. */
  channels: number
  classes: number
}

/** @param plans What plans.json holds. Null where it states no U-Net for the configuration. */
export function readNnunet(plans: unknown, configuration: string, ends: NnunetEnds): UnplacedNetwork | null {
  const plan = nnunetPlan(plans, configuration)
  if (plan === null) return null
  const shapes = stageShapes(plan)
  const input = layer('input', 'Input', [], [null, ends.channels, ...plan.patch], 0)
  const encoder = plan.features.map((_, stage) => encoderStage(plan, stage, ends, shapes[stage]!))
  const decoder = plan.features
    .slice(1)
    .flatMap((_, at) => decoderStage(plan, plan.features.length - 2 - at, ends, shapes))
  const [finest] = plan.features as [number]
  const output = [null, ends.classes, ...shapes[0]!.slice(2)]
  const head = orUnknown(plan, headParameters(finest, ends))
  const layers = [
    ...[input, ...encoder, ...decoder],
    layer('output', 'Segmentation', ['decoder 1'], output, head, `${ends.classes} classes`),
  ]
  const port = (name: string, shape: Sides) => ({ name, dtype: null, shape })
  return {
    ...{ name: layerText(configuration), format: 'nnunet', layers, parameters: sumParameters(layers) },
    inputs: [port('input', input.shape!)],
    outputs: [port('output', output)],
  }
}

function layer(
  name: string,
  type: string,
  inputs: string[],
  shape: Sides,
  parameters: number | null,
  detail = '',
): Layer {
  return { name, type, inputs, shape, parameters, detail: layerText(detail) }
}

/** What each stage of the encoder gives; kernels are padded, so that only strides narrow the maps. */
function stageShapes({ patch, features, kernels, strides }: NnunetPlan): Sides[] {
  let maps: Sides = patch
  return features.map((count, stage) => {
    maps = maps.map((length, at) => {
      const kernel = kernels[stage]![at]!
      const pad = Math.floor((kernel - 1) / 2)
      return convolved(length, { kernel, stride: strides[stage]![at]!, dilation: 1, pad: [pad, pad] })
    })
    return [null, count, ...maps]
  })
}

function encoderStage(plan: NnunetPlan, stage: number, { channels }: NnunetEnds, shape: Sides): Layer {
  const { features, kernels, strides, convolutions } = plan
  const before = stage === 0 ? channels : features[stage - 1]!
  const parameters = blockParameters(plan, before, features[stage]!, kernels[stage]!, convolutions[stage]!)
  const detail = details(
    strides[stage]!.some((stride) => stride > 1) && `stride ${shortSides(strides[stage]!)}`,
    blockText(plan, convolutions[stage]!, kernels[stage]!),
  )
  const input = stage === 0 ? 'input' : `encoder ${stage}`
  return layer(`encoder ${stage + 1}`, 'Encoder', [input], shape, orUnknown(plan, parameters), detail)
}

/** Widens what comes from below, lays it beside what the encoder found, and works on both. The finest head is told by itself. */
function decoderStage(plan: NnunetPlan, stage: number, ends: NnunetEnds, shapes: readonly Sides[]): Layer[] {
  const { features, kernels, strides, decoderConvolutions, hasBias } = plan
  const [count, below] = [features[stage]!, features[stage + 1]!]
  const stride = strides[stage + 1]!
  const convolutions = decoderConvolutions[features.length - 2 - stage]!
  const shape = shapes[stage]!
  const from = stage === features.length - 2 ? `encoder ${features.length}` : `decoder ${stage + 2}`
  const widening = (product([below, count, ...stride]) ?? NaN) + (hasBias ? count : 0)
  const block = blockParameters(plan, 2 * count, count, kernels[stage]!, convolutions)
  const parameters = block + (stage === 0 ? 0 : headParameters(count, ends))
  const detail = details(blockText(plan, convolutions, kernels[stage]!), stage > 0 && 'head for training')
  const [up, joined, name] = [`up ${stage + 1}`, `skip ${stage + 1}`, `decoder ${stage + 1}`]
  return [
    layer(up, 'ConvTranspose', [from], shape, orUnknown(plan, widening), `by ${sidesText(stride)}`),
    layer(joined, 'Concat', [up, `encoder ${stage + 1}`], shape.with(1, 2 * count), 0),
    layer(name, 'Decoder', [joined], shape, orUnknown(plan, parameters), detail),
  ]
}

/** Learnt numbers of convolutions in a row, each with its normalisation. */
function blockParameters(
  { hasBias, isAffine }: NnunetPlan,
  before: number,
  features: number,
  kernel: readonly number[],
  convolutions: number,
): number {
  const each = (inputs: number) =>
    (product([inputs, features, ...kernel]) ?? NaN) + (hasBias ? features : 0) + (isAffine ? 2 * features : 0)
  return each(before) + (convolutions - 1) * each(features)
}

function headParameters(features: number, { classes }: NnunetEnds): number {
  return features * classes + classes
}

/** A cascade reads more than the channels, and other kinds of U-Net learn more than these. */
function orUnknown({ isPlain, isCascade }: NnunetPlan, parameters: number): number | null {
  return isPlain && !isCascade && Number.isSafeInteger(parameters) ? parameters : null
}

/** `2 × (3 × 3), InstanceNorm, LeakyReLU` */
function blockText(
  { norm, activation, isPlain }: NnunetPlan,
  count: number,
  kernel: readonly number[],
): string {
  const what = `${sidesText(kernel)}${isPlain ? '' : ' blocks'}`
  return details(count === 1 ? what : `${count} × (${what})`, norm.replace(/\dd$/, ''), activation)
}
