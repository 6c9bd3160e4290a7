/** What files are, by their names. */
import { nameOfFile } from './clues.ts'

export type FileKind = 'weights' | 'data' | 'code' | 'other'

const WEIGHTS =
  /\.(pth?|ckpt|safetensors|onnx|h5|hdf5|keras|pb|tflite|gguf|ggml|caffemodel|binaryproto|params|pdparams|pdmodel|mlmodel|bin|pkl|pickle|joblib|npz|pt2|ptl|torchscript|engine|weights|meta|index)$|\.data-\d{5}-of-\d{5}$|^checkpoint$/i
const DATA =
  /\.(nii|nii\.gz|nrrd|nhdr|mha|mhd|dcm|img|hdr|mgz|png|jpe?g|gif|webp|tiff?|bmp|wav|mp4|npy|csv|tsv|parquet|zip|tar|tar\.gz|tgz)$/i
const CODE =
  /\.(py|ipynb|ini|cfg|toml|sh|bash|ps1|bat|m|r|jl|cpp|cc|c|h|hpp|cu|java|js|ts|lua|rs|go)$|^(dockerfile|makefile)$|^requirements.*\.txt$/i

/** By the ending. What describes other files (`labels.txt`, `config.json`) is `other`: it belongs where they lie. */
export function fileKind(path: string): FileKind {
  const name = nameOfFile(path)
  if (WEIGHTS.test(name)) return 'weights'
  if (CODE.test(name)) return 'code'
  return DATA.test(name) ? 'data' : 'other'
}
