/** Files as torch writes them. */
import { call, dict, int, pickle, pickled, tensor, text, tuple, u64 } from './make-pickle.ts'
import { zip, type ArchiveOptions, type Member } from './make-zip.ts'

/** The members of a file of `torch.save`; `storages` are the bytes of each, in the order of their keys. */
export function torchMembers(data: Uint8Array, storages: readonly Uint8Array[] = []): Member[] {
  return [
    { name: 'archive/data.pkl', content: data },
    { name: 'archive/byteorder', content: 'little' },
    ...storages.map((content, key) => ({ name: `archive/data/${key}`, content })),
    { name: 'archive/version', content: '3\n' },
    { name: 'archive/.data/serialization_id', content: '0'.repeat(40) },
  ]
}

export function torchZip(
  data: Uint8Array,
  storages?: readonly Uint8Array[],
  options?: ArchiveOptions,
): Buffer {
  return zip(torchMembers(data, storages), options)
}

/** What torch wrote before 1.6: the object's pickle, the keys of its storages, and each one's length in numbers and bytes. */
export function torchLegacy(
  data: Uint8Array,
  storages: readonly { key: string; length: number; bytes: Uint8Array }[] = [],
): Buffer {
  const system = dict({
    protocol_version: pickle('M\xe9\x03'),
    little_endian: '\x88',
    type_sizes: dict({ short: int(2), int: int(4), long: int(4) }),
  })
  const keys = pickle('](', ...storages.map(({ key }) => text(key)), 'e')
  return Buffer.concat([
    pickled('\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19'),
    pickled('M\xe9\x03'),
    pickled(system),
    data,
    pickled(keys),
    ...storages.flatMap(({ length, bytes }) => [u64(length), bytes]),
  ])
}

/** A state dict of one small layer: 2 × 3 weights and 2 biases. */
export const STATE_DICT = dict({ 'layer.weight': tensor('0', [2, 3]), 'layer.bias': tensor('1', [2]) })
export const STORAGES = [new Uint8Array(24), new Uint8Array(8)]

/** A small file of `torch.save`, complete and right. */
export function stateDict(): Buffer {
  return torchZip(pickled(STATE_DICT), STORAGES)
}

/** The float of numpy that nnU-Net keeps as its best result, as protocol 2 writes it. */
export function numpyFloat(value: number, module = 'numpy.core.multiarray'): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleLE(value)
  const dtype = pickle(
    call('numpy.dtype', text('f8'), '\x89', '\x88'),
    tuple(int(3), text('<'), 'N', 'N', 'N', int(-1), int(-1), int(0)),
    'b',
  )
  return call(
    `${module}.scalar`,
    dtype,
    call('_codecs.encode', text(bytes.toString('latin1')), text('latin1')),
  )
}

/** A checkpoint of nnU-Net's trainer. */
export function nnunetCheckpoint(changes: Record<string, string | Uint8Array> = {}): Buffer {
  const init = dict({
    plans: dict({ configurations: dict({ '2d': '}' }) }),
    configuration: text('2d'),
    fold: int(0),
    device: call('torch.device', text('cuda')),
  })
  const notes = dict({
    network_weights: STATE_DICT,
    optimizer_state: dict({ state: dict({ '0': int(1) }), param_groups: ']' }),
    grad_scaler_state: 'N',
    _best_ema: numpyFloat(0.875),
    current_epoch: int(40),
    init_args: init,
    trainer_name: text('nnUNetTrainer'),
    inference_allowed_mirroring_axes: tuple(int(0), int(1)),
    ...changes,
  })
  return torchZip(pickled(notes), STORAGES)
}
