/** Values that editors offer; any other text is as good. */

/** Of https://huggingface.co/tasks, those that models of pictures, signals and clinical texts have. */
export const TASKS = [
  'audio-classification',
  'depth-estimation',
  'feature-extraction',
  'image-classification',
  'image-feature-extraction',
  'image-segmentation',
  'image-text-to-text',
  'image-to-image',
  'image-to-text',
  'keypoint-detection',
  'mask-generation',
  'object-detection',
  'question-answering',
  'summarization',
  'tabular-classification',
  'tabular-regression',
  'text-classification',
  'text-generation',
  'time-series-forecasting',
  'token-classification',
  'unconditional-image-generation',
  'video-classification',
  'visual-question-answering',
  'zero-shot-image-classification',
] as const

export const LIBRARIES = [
  'caffe',
  'fastai',
  'jax',
  'keras',
  'monai',
  'niftynet',
  'nnunet',
  'onnx',
  'pytorch',
  'sklearn',
  'tensorflow',
  'timm',
  'torch',
  'transformers',
] as const

export const MODALITIES = ['CT', 'MRI', 'PET', 'SPECT', 'ultrasound', 'X-ray', 'microscopy', 'OCT'] as const

export const METRICS = ['accuracy', 'dice', 'f1', 'hausdorff', 'iou', 'precision', 'recall', 'roc_auc'] as const

/** Licences that most models have, the freest first. */
export const USUAL_LICENSES = [
  'apache-2.0',
  'mit',
  'bsd-3-clause',
  'cc-by-4.0',
  'cc-by-sa-4.0',
  'cc-by-nc-4.0',
  'cc0-1.0',
  'gpl-3.0-or-later',
  'other',
] as const
