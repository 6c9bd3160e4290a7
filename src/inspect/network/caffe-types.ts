/** Names of Caffe's layers, as they are today; before 2015 `type` was a word in capitals. */
import type { TextMessage } from './prototxt.ts'

const OLD =
  `ABSVAL AbsVal ACCURACY Accuracy ARGMAX ArgMax BNLL BNLL CONCAT Concat CONTRASTIVE_LOSS ContrastiveLoss
  CONVOLUTION Convolution DATA Data DECONVOLUTION Deconvolution DROPOUT Dropout DUMMY_DATA DummyData
  ELTWISE Eltwise EUCLIDEAN_LOSS EuclideanLoss EXP Exp FLATTEN Flatten HDF5_DATA HDF5Data HDF5_OUTPUT HDF5Output
  HINGE_LOSS HingeLoss IM2COL Im2col IMAGE_DATA ImageData INFOGAIN_LOSS InfogainLoss INNER_PRODUCT InnerProduct
  LRN LRN MEMORY_DATA MemoryData MULTINOMIAL_LOGISTIC_LOSS MultinomialLogisticLoss MVN MVN POOLING Pooling
  POWER Power RELU ReLU SIGMOID Sigmoid SIGMOID_CROSS_ENTROPY_LOSS SigmoidCrossEntropyLoss SILENCE Silence
  SLICE Slice SOFTMAX Softmax SOFTMAX_LOSS SoftmaxWithLoss SPLIT Split TANH TanH THRESHOLD Threshold
  WINDOW_DATA WindowData`.split(/\s+/)

const TODAY: ReadonlyMap<string, string> = new Map(
  OLD.flatMap((name, at) => (at % 2 === 0 ? [[name, OLD[at + 1]!] as const] : [])),
)

/** `Unknown` where the layer does not say. */
export function caffeTypeOf(layer: TextMessage): string {
  const type = layer.text('type') ?? 'Unknown'
  return TODAY.get(type) ?? type
}
