/**
 * What a DIGITS store tells of a model in `<child>/info.json` (NVIDIA DIGITS 5.0 and 6.0, `digits/pretrained_model/views.py`).
 *
 * Trap: DIGITS itself fetches the snapshot, the model (else the network), the labels and the Python layers, and never looks at the status.
 * The other files that a snapshot's own tarball holds are named too, and may be missing from a store.
 */
import { pathFault } from '../../zoo/names.ts'
import { quote } from '../../zoo/problem.ts'
import { field, textField } from './document-fields.ts'
import type { ListedModel } from './model.ts'
import type { JsonObject } from './parse-document.ts'

/** A file in the folder of the child. */
export interface DigitsFile {
  name: string
  /** True: DIGITS does without it, so it may be missing. */
  isOptional: boolean
}

export interface DigitsInfo {
  framework: string
  files: DigitsFile[]
}

const NEEDED = ['snapshot file', 'labels file', 'python layer file']
const OPTIONAL = ['mean file', 'deploy file', 'train_val file', 'solver file', 'network file']
/** A TensorFlow snapshot is a family of files, of which none has the bare name. */
const TENSORFLOW_ENDS = ['.index', '.meta', '.data-00000-of-00001']

/** Why DIGITS cannot import the model, as a sentence, where it cannot. */
export function parseDigitsInfo(info: JsonObject): DigitsInfo | string {
  const framework = textField(info, 'framework', 100)
  const model = nameField(info, 'model file') === '' ? 'network file' : 'model file'
  for (const key of ['snapshot file', model])
    if (nameField(info, key) === '') return `Its info.json has no ${quote(key)}.`
  const files = new Map<string, DigitsFile>()
  const add = (key: string, isOptional: boolean): void => {
    for (const name of namesOf(info, key, framework)) {
      const known = files.get(name.toLowerCase())
      files.set(name.toLowerCase(), { name, isOptional: isOptional && (known?.isOptional ?? true) })
    }
  }
  for (const key of [...NEEDED, model]) add(key, false)
  for (const key of OPTIONAL) if (key !== model) add(key, true)
  const names = [...files.values()]
  const unfit = names.find(({ name }) => name.includes('/') || pathFault(name) !== null)
  if (unfit !== undefined)
    return `Its info.json names ${quote(unfit.name)}, which is no name of a file beside it.`
  return { framework, files: names.sort((a, b) => (a.name < b.name ? -1 : 1)) }
}

function nameField(info: JsonObject, key: string): string {
  const name = field(info, key)
  return typeof name === 'string' ? name : ''
}

function namesOf(info: JsonObject, key: string, framework: string): string[] {
  const name = nameField(info, key)
  if (name === '') return []
  const isFamily = key === 'snapshot file' && framework === 'tensorflow' && name.endsWith('.ckpt')
  return isFamily ? TENSORFLOW_ENDS.map((end) => name + end) : [name]
}

/** The model as a list shows it. `info` may lack whatever DIGITS needs: it is listed all the same. */
export function listedDigitsModel(id: string, info: JsonObject): ListedModel {
  return {
    id,
    title: textField(info, 'name') || id,
    summary: textField(info, 'note', 1000),
    version: textField(info, 'version', 100) || null,
    library: textField(info, 'framework', 100) || null,
    task: null,
    license: textField(info, 'license', 100) || null,
    tags: [],
    size: null,
    clients: typeof parseDigitsInfo(info) === 'string' ? [] : ['digits'],
    downloads: [],
  }
}
