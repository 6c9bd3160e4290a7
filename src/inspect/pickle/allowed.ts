/**
 * The globals that a checkpoint may name. An exact list with roles, never a list of what is forbidden: whatever is not on it is refused.
 *
 * The first tier is what an nnU-Net v2 checkpoint holds, the second what ordinary state dicts hold (PyTorch's own `weights_only` loader
 * knows them, too). Missing on purpose, though others list them: `torch._tensor._rebuild_from_type_v2` (calls its argument),
 * `torch.storage._load_from_bytes` (a pickle inside a pickle), `copyreg._reconstructor`, `argparse.Namespace`, classes of `torch.nn`.
 */

import { STORAGE_CLASSES } from '../torch/storages.ts'
import { dottedName } from './value.ts'

/** `call`: may be called; `ref`: may only be handed around as data. */
export type Role = 'call' | 'ref'

/** What a store's owner allows beside the list, each as `module.name`. */
export type OwnImports = ReadonlySet<string>

const DTYPES =
  `float16 float32 float64 bfloat16 half float double int8 int16 int32 int64 uint8 uint16 uint32 uint64 short int long
  bool complex32 complex64 complex128 chalf cfloat cdouble quint8 qint8 qint32 quint4x2 quint2x4 float8_e4m3fn float8_e5m2
  float8_e4m3fnuz float8_e5m2fnuz float8_e8m0fnu float4_e2m1fn_x2 bits8 bits16 bits1x8 bits2x4 bits4x2 uint1 uint2 uint3 uint4
  uint5 uint6 uint7 int1 int2 int3 int4 int5 int6 int7
  per_tensor_affine per_channel_affine per_tensor_symmetric per_channel_symmetric per_channel_affine_float_qparams`
    .split(/\s+/)
    .map((name) => `torch.${name}`)

const CALLS = [
  'collections.OrderedDict',
  'collections.Counter',
  'torch.device',
  'torch.Size',
  'torch.nn.parameter.Parameter',
  'torch.serialization._get_layout',
  ...both(
    'numpy',
    ['core', '_core'],
    ['multiarray.scalar', 'multiarray._reconstruct', 'numeric._frombuffer'],
  ),
  'numpy.dtype',
  '_codecs.encode',
  ...both('', ['builtins', '__builtin__'], ['bytes', 'set', 'frozenset', 'bytearray', 'complex', 'slice']),
  ...`_rebuild_tensor _rebuild_tensor_v2 _rebuild_tensor_v3 _rebuild_parameter _rebuild_qtensor _rebuild_sparse_tensor
    _rebuild_meta_tensor_no_storage`
    .split(/\s+/)
    .map((name) => `torch._utils.${name}`),
]

const REFS = [
  ...STORAGE_CLASSES,
  ...DTYPES,
  'torch.storage.TypedStorage',
  'torch.storage.UntypedStorage',
  'torch.UntypedStorage',
  'numpy.ndarray',
]

const ROLES: ReadonlyMap<string, Role> = new Map([
  ...REFS.map((name) => [name, 'ref'] as const),
  ...CALLS.map((name) => [name, 'call'] as const),
])

/** Modules and names that attacks are made of. It decides nothing; it only makes the message plainer. */
const KNOWN_EVIL =
  /^((os|posix|nt|ntpath|posixpath|sys|subprocess|commands|popen2|pty|shutil|socket|ctypes|_ctypes|importlib|runpy|code|codeop|imp|pdb|bdb|timeit|cProfile|profile|trace|webbrowser|asyncio|multiprocessing|threading|signal|pickle|_pickle|cPickle|marshal|shelve|types|operator|_operator|functools|_functools|inspect|linecache|urllib|urllib2|http|httplib|requests|aiohttp|ftplib|smtplib|telnetlib|pip|ensurepip|venv|distutils|setuptools|torch\.hub|torch\.jit|torch\.serialization|torch\.utils\.cpp_extension|torch\._inductor|numpy\.testing|numpy\.f2py|numpy\.distutils|logging\.config|tempfile|io|_io|site|platform)\.|torch\.storage\._load_from_bytes$|torch\.load$|(builtins|__builtin__)\.(eval|exec|execfile|compile|open|getattr|setattr|delattr|__import__|input|breakpoint|apply|globals|locals|vars)$)/

/** The role of an import that nobody need fear; null: not on the list. */
export function allowedRole(name: string): Role | null {
  return ROLES.get(name) ?? null
}

/** True for what is known to run code, read or write files, or load more of the same. */
export function isKnownToRunCode(name: string): boolean {
  return KNOWN_EVIL.test(dottedName(name))
}

function both(parent: string, spellings: string[], names: string[]): string[] {
  const prefix = parent === '' ? '' : `${parent}.`
  return spellings.flatMap((spelling) => names.map((name) => `${prefix}${spelling}.${name}`))
}
