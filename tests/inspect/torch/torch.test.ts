import { describe, expect, it } from 'vitest'
import { inspectBytes, findingsOf, kindsOf } from '../inspect-bytes.ts'
import { call, dict, global, int, pickle, pickled, storage, tensor, text, tuple } from '../make-pickle.ts'
import {
  nnunetCheckpoint,
  numpyFloat,
  STATE_DICT,
  stateDict,
  STORAGES,
  torchLegacy,
  torchMembers,
  torchZip,
} from '../make-torch.ts'
import { zip } from '../make-zip.ts'

describe('a file of torch.save', () => {
  it('is reported with its tensors', () => {
    expect(inspectBytes(stateDict())).toEqual({
      findings: [],
      plans: undefined,
      report: {
        format: 'torch',
        verdict: 'known-imports',
        imports: ['collections.OrderedDict', 'torch.FloatStorage', 'torch._utils._rebuild_tensor_v2'],
        ownImports: [],
        tensors: [
          { name: 'layer.weight', dtype: 'float32', shape: [2, 3] },
          { name: 'layer.bias', dtype: 'float32', shape: [2] },
        ],
        parameters: 8,
        hasOptimizer: false,
        isStateDict: true,
        nnunet: null,
      },
    })
  })

  it.each(['weights/model', 'pytorch_model.bin', 'a.csv'])(
    'is known by its content under the name %s',
    (name) => {
      expect(inspectBytes(stateDict(), name).report?.format).toBe('torch')
    },
  )

  it.each(['state_dict', 'model_state_dict', 'network_weights', 'model'])(
    'names tensors without the %s that they lie in',
    (key) => {
      const found = inspectBytes(torchZip(pickled(dict({ [key]: STATE_DICT, epoch: int(3) })), STORAGES))
      expect(found.report?.tensors?.map(({ name }) => name)).toEqual(['layer.weight', 'layer.bias'])
    },
  )

  it('counts a storage once, however many names it has', () => {
    const tied = dict({ a: tensor('0', [2, 3]), b: tensor('0', [2, 3]), c: tensor('0', [3]) })
    expect(
      inspectBytes(torchZip(pickled(tied), [new Uint8Array(24)])).findings.map(({ message }) => message),
    ).toEqual([
      'The file holds 24 bytes of the storage 0, and its pickle speaks of 12. Save the file again, or remove it.',
    ])
    const twice = dict({ a: tensor('0', [2, 3]), b: tensor('0', [2, 3]) })
    expect(inspectBytes(torchZip(pickled(twice), [new Uint8Array(24)])).report?.parameters).toBe(6)
  })

  it('leaves running statistics out of the parameters', () => {
    const norm = dict({ 'bn.weight': tensor('0', [2]), 'bn.running_mean': tensor('1', [2]) })
    expect(
      inspectBytes(torchZip(pickled(norm), [new Uint8Array(8), new Uint8Array(8)])).report?.parameters,
    ).toBe(2)
  })

  it.each<[string, boolean, Uint8Array | string]>([
    ['a filled state', true, dict({ state: dict({ '0': int(1) }) })],
    ['an empty state', false, '}'],
    ['None', false, 'N'],
  ])('says of an optimizer with %s whether training can be resumed', (_, expected, state) => {
    const found = inspectBytes(
      torchZip(pickled(dict({ state_dict: STATE_DICT, optimizer: state })), STORAGES),
    )
    expect(found.report).toMatchObject({ hasOptimizer: expected, isStateDict: false, parameters: 8 })
  })

  it('may hold parameters, sparse and quantised tensors and newer dtypes', () => {
    const float8 = call(
      'torch._utils._rebuild_tensor_v3',
      storage('1', 4, 'torch.storage.UntypedStorage'),
      int(0),
      tuple(int(4)),
      tuple(int(1)),
      '\x89',
      call('collections.OrderedDict'),
      global('torch.float8_e4m3fn'),
    )
    const parameter = call(
      'torch._utils._rebuild_parameter',
      tensor('0', [2, 3]),
      '\x88',
      call('collections.OrderedDict'),
    )
    const sparse = call(
      'torch._utils._rebuild_sparse_tensor',
      call('torch.serialization._get_layout', text('torch.sparse_coo')),
      tuple(
        tensor('2', [1, 2], 'torch.LongStorage'),
        tensor('3', [2]),
        call('torch.Size', tuple(int(9), int(9))),
      ),
    )
    const data = pickled(dict({ parameter, float8, sparse }))
    const { report, findings } = inspectBytes(
      torchZip(data, [new Uint8Array(24), new Uint8Array(4), new Uint8Array(16), new Uint8Array(8)]),
    )
    expect(findings).toEqual([])
    expect(report?.tensors).toEqual([
      { name: 'parameter', dtype: 'float32', shape: [2, 3] },
      { name: 'float8', dtype: 'float8_e4m3fn', shape: [4] },
      { name: 'sparse', dtype: 'float32', shape: [9, 9] },
    ])
  })

  it.each<[string, Uint8Array, RegExp]>([
    ['a storage that is not there', dict({ a: tensor('7', [1]) }), /holds no bytes of the storage 7/],
    ['a storage that is too short', dict({ a: tensor('0', [7]) }), /holds 24 bytes/],
    ['a storage by the name of a path', pickle(storage('../0', 6)), /kept in a way that is not known/],
    [
      'a storage of no known class',
      pickle(storage('0', 6, 'torch.Tensor')),
      /not on the allow list|not known/,
    ],
    [
      'the source of a module',
      pickle(tuple(text('module'), global('torch.FloatStorage'), text('a.py'), text('x')), 'Q'),
      /source code of a module/,
    ],
    ['a computed persistent id', pickle(call('collections.OrderedDict'), 'Q'), /not known/],
  ])('is refused with %s', (_, data, message) => {
    expect(findingsOf(torchZip(pickled(data), STORAGES)).join('\n')).toMatch(message)
  })

  it.each<[string, string]>([
    ['a second pickle beside data.pkl', 'archive/other.pkl'],
    ['a pickle under another name', 'archive/notes'],
    ['a pickle where a version is expected', 'archive/version2'],
  ])('is searched for %s', (_, name) => {
    const members = [
      ...torchMembers(pickled(STATE_DICT), STORAGES),
      { name, content: pickled(call('os.system', text('id'))) },
    ]
    expect(kindsOf(zip(members))).toContain('checkpoint-import')
  })

  it.each<[string, string]>([
    ['nested archives', 'archive/inner.zip'],
    ['what torch does not write', 'archive/data/0.bak'],
    ['a second root', 'other/data.pkl'],
  ])('is refused with %s', (_, name) => {
    expect(
      kindsOf(zip([...torchMembers(pickled(STATE_DICT), STORAGES), { name, content: pickled('N') }])),
    ).toContain('corrupt-checkpoint')
  })

  it('is refused with bytes behind STOP', () => {
    expect(
      findingsOf(torchZip(Buffer.concat([pickled(STATE_DICT), pickled(call('os.system'))]), STORAGES)).join(),
    ).toContain('Something follows the pickle')
  })

  it('is searched where its pickle is deflated', () => {
    const members = torchMembers(pickled(call('os.system', text('id')))).map((member) => ({
      ...member,
      method: 8,
    }))
    expect(kindsOf(zip(members))).toEqual(['checkpoint-import'])
  })

  it.each<[string, object]>([
    ['something before it', { before: Buffer.from('x') }],
    ['something behind it', { after: Buffer.from('x') }],
    ['a comment', { comment: 'x' }],
  ])('is refused with %s, whatever it is called', (_, options) => {
    expect(kindsOf(torchZip(pickled(STATE_DICT), STORAGES, options), 'weights/model.pth')).not.toEqual([])
    if (!('before' in options))
      expect(kindsOf(torchZip(pickled(STATE_DICT), STORAGES, options), 'a.dat')).toEqual([
        'corrupt-checkpoint',
      ])
  })
})

describe('TorchScript', () => {
  const script = (data: Uint8Array) =>
    zip([
      ...torchMembers(data, STORAGES),
      { name: 'archive/constants.pkl', content: pickled(')') },
      { name: 'archive/code/__torch__.py', content: 'class Net: ...' },
    ])

  it('is reported as code', () => {
    const { report, findings } = inspectBytes(script(pickled(call('__torch__.Net'), dict({}), 'b')))
    expect(report).toMatchObject({ format: 'torchscript', verdict: 'code' })
    expect(findings).toMatchObject([{ kind: 'checkpoint-code', severity: 'warning' }])
  })

  it('is no cover for what Python would import', () => {
    expect(kindsOf(script(pickled(call('os.system', text('id')))))).toContain('checkpoint-import')
  })
})

describe('a file of old torch', () => {
  const STORED = [
    { key: '0', length: 6, bytes: new Uint8Array(24) },
    { key: '1', length: 2, bytes: new Uint8Array(8) },
  ]

  it('is reported with its tensors', () => {
    const { report, findings } = inspectBytes(torchLegacy(pickled(STATE_DICT), STORED))
    expect(findings).toEqual([])
    expect(report).toMatchObject({ format: 'torch-legacy', verdict: 'known-imports', parameters: 8 })
    expect(report?.tensors).toHaveLength(2)
  })

  it.each<[string, Uint8Array]>([
    [
      'more than the number in its first pickle',
      pickle('\x80\x02N0', torchLegacy(pickled(STATE_DICT), STORED).subarray(2)),
    ],
    ['a storage cut short', torchLegacy(pickled(STATE_DICT), STORED).subarray(0, -1)],
    [
      'something behind its storages',
      Buffer.concat([torchLegacy(pickled(STATE_DICT), STORED), Buffer.from('x')]),
    ],
    ['a storage missing', torchLegacy(pickled(STATE_DICT), STORED.slice(1))],
    [
      'a storage of another length',
      torchLegacy(pickled(STATE_DICT), [STORED[0]!, { ...STORED[1]!, length: 3 }]),
    ],
    ['nothing behind the magic number', torchLegacy(pickled(STATE_DICT)).subarray(0, 20)],
  ])('is refused with %s', (_, bytes) => expect(kindsOf(bytes)).toEqual(['corrupt-checkpoint']))

  it('is searched in all of its pickles', () => {
    const evil = call('os.system', text('id'))
    expect(kindsOf(torchLegacy(pickled(evil)))).toContain('checkpoint-import')
    const behind = Buffer.concat([torchLegacy(pickled('N')).subarray(0, 15), pickled(evil)])
    expect(kindsOf(behind)).toContain('checkpoint-import')
  })
})

describe("a checkpoint of nnU-Net's", () => {
  it('is reported with what its trainer noted', () => {
    const { report, findings } = inspectBytes(nnunetCheckpoint())
    expect(findings).toEqual([])
    expect(report).toMatchObject({
      parameters: 8,
      hasOptimizer: true,
      nnunet: {
        trainer: 'nnUNetTrainer',
        epoch: 40,
        bestEma: 0.875,
        configuration: '2d',
        fold: '0',
        mirroringAxes: [0, 1],
      },
    })
    expect(report?.tensors?.map(({ name }) => name)).toEqual(['layer.weight', 'layer.bias'])
  })

  it('may be written with numpy 2', () => {
    const { report, findings } = inspectBytes(
      nnunetCheckpoint({ _best_ema: numpyFloat(0.5, 'numpy._core.multiarray') }),
    )
    expect(findings).toEqual([])
    expect(report?.nnunet?.bestEma).toBe(0.5)
  })
})
