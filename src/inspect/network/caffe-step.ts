/** One layer of a Caffe network, with what is known of the blobs that it reads. */
import type { Sides } from './network.ts'
import { TextMessage } from './prototxt.ts'

export interface CaffeLayer {
  /** One for each output; fewer where they are unknown. */
  shapes: (Sides | null)[]
  /** Null: unknown. */
  parameters: number | null
  detail: string
  /** Whether it is where data come from. */
  isInput?: boolean
}

export interface CaffeStep {
  message: TextMessage
  /** Of what it reads. */
  bottoms: (Sides | null)[]
  topCount: number
}

/** What a kind of layer makes of what it reads. */
export type CaffeRule = (step: CaffeStep) => CaffeLayer

/** What a layer states about itself: `convolution_param`. */
export function parametersOf({ message }: CaffeStep, name: string): TextMessage {
  return message.message(`${name}_param`) ?? new TextMessage()
}

export const same: CaffeRule = ({ bottoms }) => ({ shapes: [bottoms[0] ?? null], parameters: 0, detail: '' })

/** Its shape is not worked out, but it learns nothing. */
export const unlearnt: CaffeRule = () => ({ shapes: [], parameters: 0, detail: '' })
