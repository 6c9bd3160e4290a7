/**
 * The architecture that nnU-Net's plans state for one configuration, in the form of today and in that of before version 2.5.
 * Source: https://github.com/MIC-DKFZ/nnUNet/blob/master/nnunetv2/utilities/plans_handling/plans_handler.py
 */
type Json = Record<string, unknown>

const MOST_STAGES = 16
const MOST_HEIRS = 10

export interface NnunetPlan {
  /** Only of a plain U-Net the learnt numbers are worked out. */
  isPlain: boolean
  patch: number[]
  /** One for each stage, from the input downwards. */
  features: number[]
  kernels: number[][]
  strides: number[][]
  convolutions: number[]
  /** One fewer, from the last but one stage downwards. */
  decoderConvolutions: number[]
  hasBias: boolean
  /** `InstanceNorm3d`; empty: none. */
  norm: string
  /** Whether the normalisation learns a factor and a summand for each feature. */
  isAffine: boolean
  /** `LeakyReLU` */
  activation: string
  /** Whether the outcome of a coarser network is another input. */
  isCascade: boolean
}

/** Null where they state no U-Net. */
export function nnunetPlan(plans: unknown, configuration: string): NnunetPlan | null {
  const stated = configurationOf(objectAt(plans, 'configurations'), configuration)
  const patch = sizes(stated?.['patch_size'])
  if (!stated || !patch) return null
  const shapes = stagesOf(stated)
  if (!shapes) return null
  const { features, kernels, strides, convolutions, decoderConvolutions } = shapes
  const isWhole =
    features.length >= 2 &&
    features.length <= MOST_STAGES &&
    [kernels, strides, convolutions].every(({ length }) => length === features.length) &&
    decoderConvolutions.length === features.length - 1 &&
    [...kernels, ...strides].every(({ length }) => length === patch.length)
  return isWhole ? { ...shapes, patch, isCascade: typeof stated['previous_stage'] === 'string' } : null
}

/** A configuration may inherit from another one what it does not state. */
function configurationOf(all: Json | null, name: string): Json | null {
  let found: Json = {}
  let next: unknown = name
  for (let heirs = 0; typeof next === 'string'; heirs++) {
    const stated = objectAt(all, next)
    if (stated === null || heirs === MOST_HEIRS) return null
    found = { ...stated, ...found }
    next = stated['inherits_from']
  }
  return found
}

type Stages = Omit<NnunetPlan, 'patch' | 'isCascade'>

function stagesOf(stated: Json): Stages | null {
  const architecture = objectAt(stated, 'architecture')
  const given = objectAt(architecture, 'arch_kwargs')
  if (!architecture || !given) return earlierStages(stated)
  const features = sizes(given['features_per_stage'])
  const [kernels, strides] = [lists(given['kernel_sizes']), lists(given['strides'])]
  const count = features?.length ?? 0
  const convolutions = counts(given['n_conv_per_stage'] ?? given['n_blocks_per_stage'], count)
  const decoderConvolutions = counts(given['n_conv_per_stage_decoder'], count - 1)
  if (!features || !kernels || !strides || !convolutions || !decoderConvolutions) return null
  const norm = lastWord(given['norm_op'])
  const affine = objectAt(given, 'norm_op_kwargs')?.['affine']
  return {
    ...{ features, kernels, strides, convolutions, decoderConvolutions, norm },
    isPlain: lastWord(architecture['network_class_name']) === 'PlainConvUNet',
    hasBias: given['conv_bias'] === true,
    isAffine: norm.startsWith('InstanceNorm') ? affine === true : norm !== '' && affine !== false,
    activation: lastWord(given['nonlin']),
  }
}

/** Features double from stage to stage up to a limit; the rest was the same for every network. */
function earlierStages(stated: Json): Stages | null {
  const [base] = sizes([stated['UNet_base_num_features']]) ?? []
  const [most] = sizes([stated['unet_max_num_features']]) ?? []
  const [kernels, strides] = [lists(stated['conv_kernel_sizes']), lists(stated['pool_op_kernel_sizes'])]
  const convolutions = sizes(stated['n_conv_per_stage_encoder'])
  const decoderConvolutions = sizes(stated['n_conv_per_stage_decoder'])
  if (!base || !most || !kernels || !strides || !convolutions || !decoderConvolutions) return null
  return {
    ...{ kernels, strides, convolutions, decoderConvolutions, hasBias: true, isAffine: true },
    features: kernels.slice(0, MOST_STAGES + 1).map((_, stage) => Math.min(base * 2 ** stage, most)),
    isPlain: stated['UNet_class_name'] === 'PlainConvUNet',
    norm: 'InstanceNorm',
    activation: 'LeakyReLU',
  }
}

function objectAt(parent: unknown, key: string): Json | null {
  if (typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, key)) return null
  const value = (parent as Json)[key]
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null
}

/** Null where it is no list of whole numbers above zero. */
function sizes(value: unknown): number[] | null {
  const isSize = (one: unknown) => Number.isInteger(one) && (one as number) > 0 && (one as number) < 2 ** 20
  return Array.isArray(value) && value.length <= MOST_STAGES && value.every(isSize)
    ? (value as number[])
    : null
}

function lists(value: unknown): number[][] | null {
  if (!Array.isArray(value) || value.length > MOST_STAGES) return null
  const found = value.map(sizes)
  return found.includes(null) ? null : (found as number[][])
}

/** One number may stand for all stages. */
function counts(value: unknown, count: number): number[] | null {
  return sizes(Array.isArray(value) ? value : Array<unknown>(Math.max(0, count)).fill(value))
}

/** `torch.nn.LeakyReLU` → `LeakyReLU` */
function lastWord(value: unknown): string {
  return typeof value === 'string' ? (value.slice(-200).split('.').at(-1) ?? '') : ''
}
