/** An id from a name: letters, digits, ".", "_" and "-". */
import { idFault } from '../../zoo/names.ts'

const ENDINGS = /(\.(nii\.gz|tar\.gz|tgz|zip|pth?|ckpt|safetensors|onnx|h5|hdf5|keras|pkl|bin|pb))+$/i
/** Names of folders that say nothing about the model in them. */
const NOTHING =
  /^(model|models|weights|checkpoints?|output|outputs|results?|release|new|tmp|temp|test|final|best|export)$/i

/** Null where nothing fit is left. */
export function proposeId(name: string): string | null {
  const id = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replace(ENDINGS, '')
    .replaceAll(/[^A-Za-z0-9._-]+/g, '_')
    .replaceAll(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '')
    .slice(0, 60)
  return id === '' || NOTHING.test(id) || idFault(id) !== null ? null : id
}

/** `liver_unet-3d` → `Liver unet 3d`. */
export function titleOfId(id: string): string {
  const words = id.replaceAll(/[-_]+/g, ' ').trim()
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}
