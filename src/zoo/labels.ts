/** Names of tasks and frameworks as people write them. */

/** `image-segmentation` → `Image segmentation`. */
export function taskLabel(task: string): string {
  const words = task.replace(/[-_]+/g, ' ')
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}

const LIBRARIES: Record<string, string> = {
  ...{ caffe: 'Caffe', diffusers: 'Diffusers', digits: 'DIGITS', jax: 'JAX', keras: 'Keras', monai: 'MONAI' },
  ...{ niftynet: 'NiftyNet', nnunet: 'nnU-Net', nnunetv2: 'nnU-Net', onnx: 'ONNX', pytorch: 'PyTorch' },
  ...{ safetensors: 'safetensors', sklearn: 'scikit-learn', tensorflow: 'TensorFlow', torch: 'Torch' },
  ...{ transformers: 'Transformers', timm: 'timm', fastai: 'fastai', 'tf-keras': 'Keras' },
}

/** The framework's name as its makers write it; as given where we do not know it. */
export function libraryLabel(library: string): string {
  return Object.hasOwn(LIBRARIES, library) ? LIBRARIES[library]! : library
}
