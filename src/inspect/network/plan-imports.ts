/**
 * What nnU-Net imports because its plans say so: the class of the network, and those arguments of it that `_kw_requires_import` lists. All
 * of them are called, some with arguments that stand in the plans as well, so that plans can run any program.
 * Source: https://github.com/MIC-DKFZ/nnUNet/blob/master/nnunetv2/utilities/get_network_from_plans.py
 */
type Json = Record<string, unknown>

/** Parts of networks of PyTorch and of nnU-Net's own package; a bare name is looked for there alone, unless Python itself has it. */
const KNOWN = [
  /^torch\.nn\.(modules\.[a-z]\w*\.)?[A-Z]\w*$/,
  /^dynamic_network_architectures\.(architectures|building_blocks|initialization)\.[a-z]\w*\.[A-Z]\w*$/,
  /^[A-Z]\w*$/,
]

/** Names that are not known to be parts of networks, each once; `plans` is what the JSON holds. */
export function planImports(plans: unknown): string[] {
  const configurations = Object.values(asObject(asObject(plans)['configurations']))
  const named = configurations.flatMap((one) => namesIn(asObject(asObject(one)['architecture'])))
  return [...new Set(named)].filter((name) => !KNOWN.some((grammar) => grammar.test(name)))
}

/** Python walks through a list, and through the letters of a text and the keys of an object just as well. */
function namesIn(architecture: Json): string[] {
  const given = asObject(architecture['arch_kwargs'])
  const listed = architecture['_kw_requires_import'] ?? []
  const keys = Array.isArray(listed) ? listed : Object.keys(given)
  const values = [architecture['network_class_name'], ...keys.map((key) => given[String(key)])]
  return values.filter((value): value is string => typeof value === 'string')
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {}
}
