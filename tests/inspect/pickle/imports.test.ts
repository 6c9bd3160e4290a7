import { describe, expect, it } from 'vitest'
import { call, dict, global, int, pickle, pickled, text, tuple } from '../make-pickle.ts'
import { findingsOf, inspectBytes, kindsOf } from '../inspect-bytes.ts'

describe('what a pickle imports', () => {
  it.each([
    'collections.OrderedDict',
    'torch.device',
    'torch.Size',
    'torch._utils._rebuild_parameter',
    'numpy.dtype',
    'numpy.core.multiarray.scalar',
    'numpy._core.multiarray.scalar',
    'numpy.core.multiarray._reconstruct',
    'builtins.set',
    '__builtin__.set',
    'builtins.frozenset',
    'builtins.bytearray',
    'builtins.complex',
    'builtins.slice',
  ])('may be %s, called', (name) => expect(findingsOf(pickled(call(name)))).toEqual([]))

  it.each([
    'numpy.ndarray',
    'torch.FloatStorage',
    'torch.BFloat16Storage',
    'torch.float32',
    'torch.storage.UntypedStorage',
  ])('may be %s, handed around', (name) => expect(findingsOf(pickled(global(name)))).toEqual([]))

  it.each(['numpy.ndarray', 'torch.FloatStorage', 'torch.float32'])('is never %s, called', (name) => {
    expect(findingsOf(pickled(call(name)))).toEqual([
      `checkpoint-call: ${name} is called, which checkpoints only hand around as data.`,
    ])
  })

  it.each([
    'os.system',
    'posix.system',
    'nt.system',
    'subprocess.Popen',
    'builtins.eval',
    '__builtin__.eval',
    'builtins.exec',
    'builtins.getattr',
    'builtins.__import__',
    'runpy.run_path',
    'webbrowser.open',
    'pickle.loads',
    'functools.partial',
    'operator.attrgetter',
    'torch.hub.load',
    'torch.storage._load_from_bytes',
    'importlib.import_module',
    'pip.main',
    'numpy.testing._private.utils.runstring',
  ])('is never %s, which runs code', (name) => {
    expect(findingsOf(pickled(call(name, text('x'))))).toEqual([
      `checkpoint-import: Loading this file imports "${name}", which is known to run code. Do not load it; remove it.`,
    ])
  })

  it.each([
    'torch._tensor._rebuild_from_type_v2',
    'copyreg._reconstructor',
    'argparse.Namespace',
    'torch.nn.modules.linear.Linear',
    'sklearn.linear_model._base.LinearRegression',
    'numpy.random._pickle.__randomstate_ctor',
    'collections.OrderedDict.fromkeys',
    'torch.nn.parameter.Parameter.__init__',
    'builtins.dict',
    'TORCH.device',
    'torch.device ',
    ' torch.device',
    'numpy.core.multiarray..scalar',
    'collections\0.OrderedDict',
  ])('is never %j, which is not on the list', (name) => {
    expect(kindsOf(pickled(call(name)))).toEqual(['checkpoint-import'])
    expect(findingsOf(pickled(call(name)))[0]).toContain('is not on the allow list')
  })

  it('is named whole: a name with dots leads through the attributes of a module', () => {
    const walked = pickle('\x80\x04', text('torch'), text('_utils._rebuild_tensor_v2'), '\x93.')
    expect(findingsOf(walked)).toEqual([
      expect.stringContaining('imports "torch:_utils._rebuild_tensor_v2", which is not on the allow list.'),
    ])
    const evil = pickle('\x80\x04', text('torch'), text('os.system'), '\x93.')
    expect(kindsOf(evil)).toEqual(['checkpoint-import'])
    const nested = pickle('\x80\x04', text('lab.nets'), text('Net.Kind'), '\x93.')
    expect(findingsOf(nested, 'a.pth', ['lab.nets.Net.Kind'])).toEqual([])
  })

  it('is refused before it is called', () =>
    expect(kindsOf(pickled(global('os.system')))).toEqual(['checkpoint-import']))

  it('is told even of a pickle that breaks off behind it', () => {
    expect(kindsOf(pickle('\x80\x02', call('os.system', text('id')), '\xff'))).toEqual([
      'checkpoint-import',
      'corrupt-checkpoint',
    ])
  })

  it('is told once, at its first place', () => {
    const bytes = pickled(tuple(int(1), call('a.B'), call('a.B')))
    expect(inspectBytes(bytes).findings).toMatchObject([{ byte: 8 }])
  })

  it('is counted where there is too much of it', () => {
    const many = Array.from({ length: 30 }, (_, index) => global(`a.B${index}`))
    const found = findingsOf(pickled(tuple(...many)))
    expect(found).toHaveLength(21)
    expect(found.at(-1)).toContain('10 more imports')
  })

  it('shows hostile names as text', () => {
    expect(findingsOf(pickled(call('\x1b[31mos.system')))[0]).toContain('"\\u001b[31mos.system"')
  })

  it('may be what the owner of the store allows, which the report says', () => {
    const bytes = pickled(call('argparse.Namespace'), dict({}), 'b')
    const { findings, report } = inspectBytes(bytes, 'a.pkl', ['argparse.Namespace'])
    expect(findings).toEqual([])
    expect(report).toMatchObject({
      verdict: 'allowed-imports',
      imports: ['argparse.Namespace'],
      ownImports: ['argparse.Namespace'],
    })
  })

  it('is not allowed by a name that only begins so', () => {
    expect(kindsOf(pickled(call('argparse.Namespace')), 'a.pkl', ['argparse', 'argparse.Name'])).toEqual([
      'checkpoint-import',
    ])
  })
})

it('is told from its arguments behind a million other values, too', () => {
  const many = pickle(']', pickle('(', 'K\x01'.repeat(50_000), 'e').toString('latin1').repeat(21))
  const encode = (codec: string) => call('_codecs.encode', text('a'), text(codec))
  expect(findingsOf(pickled(many, encode('latin1'), '\x86'))).toEqual([])
  expect(kindsOf(pickled(many, encode('rot13'), '\x86'))).toEqual(['checkpoint-call'])
})

describe('a file that holds pickles', () => {
  it('may hold several, each of which counts', () => {
    expect(findingsOf(Buffer.concat([pickled(text('a')), pickled(text('b'))]))).toEqual([])
    expect(kindsOf(Buffer.concat([pickled(text('a')), pickled(call('os.system'))]))).toEqual([
      'checkpoint-import',
    ])
  })

  it.each(['behind', '\0', 'PK\x03\x04'])('holds nothing else: %j', (rest) => {
    expect(kindsOf(Buffer.concat([pickled(text('a')), Buffer.from(rest, 'latin1')]))).toEqual([
      'corrupt-checkpoint',
    ])
  })

  it.each(['data.csv', 'weights/model', 'notes.txt', 'model.bin', 'picture.png'])(
    'is found under the name %s',
    (name) => {
      expect(kindsOf(pickled(call('os.system', text('id'))), name)).toEqual(['checkpoint-import'])
      expect(kindsOf(pickle("cos\nsystem\n(S'id'\ntR."), name)).toEqual(['checkpoint-import'])
    },
  )

  it.each<[string, string]>([
    ['a list of labels', 'cat\ndog\nfrog\nRabbit\n'],
    ['a remark in brackets', '(in progress)\nsee below\n'],
    ['words that begin with opcodes', 'I am a text.\nNothing else.\n'],
    ['a licence', 'The MIT License\n\nPermission is hereby granted\n'],
    ['numbers', '1.0,2.0\n3.0,4.0\n'],
    ['a sequence', 'NNNNNNNNACGT\n'],
    ['bytes that begin like a pickle', '\x80\x02\x13\x37binary'],
    ['a JSON object', '{"a": 1}'],
    ['a JSON list', '[1, 2]'],
    ['nothing', ''],
    ['a stop', '.'],
    ['None', 'N.'],
  ])('is not %s', (_, content) =>
    expect(inspectBytes(content, 'notes.txt')).toEqual({ report: null, findings: [] }),
  )
})
