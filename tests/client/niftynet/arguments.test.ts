/** What Python's argparse makes of the same command lines (3.6 to 3.11). */
import { expect, it } from 'vitest'
import { HELP, parseArguments } from '../../../src/client/niftynet/arguments.ts'
import { UsageError } from '../../../src/client/usage-error.ts'

it('keeps the help that NiftyNet shows', () => {
  expect(HELP).toMatchInlineSnapshot(`
    "usage: net_download [-h] [-r] [-v] sample_id [sample_id ...]

    Download NiftyNet sample data

    positional arguments:
      sample_id      Identifier string(s) for the example(s) to download

    optional arguments:
      -h, --help     show this help message and exit
      -r, --retry    Force data to be downloaded again
      -v, --version  show program's version number and exit"
  `)
})

it.each([
  [['a'], ['a'], false],
  [['a', 'b'], ['a', 'b'], false],
  [['-r', 'a'], ['a'], true],
  [['a', 'b', '-r'], ['a', 'b'], true],
  [['--retry', 'a'], ['a'], true],
  [['--ret', 'a', '--r'], ['a'], true],
  [['-rr', 'a'], ['a'], true],
  [['--', '-r'], ['-r'], false],
  [['a', '--', '-r'], ['a', '-r'], false],
  [['a', '--', '--'], ['a', '--'], false],
  [['-'], ['-'], false],
  [['-1'], ['-1'], false],
  [['-1.5', 'a'], ['-1.5', 'a'], false],
  [['--foo bar'], ['--foo bar'], false],
  [[''], [''], false],
])('%j asks for %j, again: %j', (args, ids, retry) => {
  expect(parseArguments(args)).toEqual({ does: 'download', ids, retry })
})

it.each([
  [['-h'], 'help'],
  [['--help', 'a'], 'help'],
  [['a', '--h'], 'help'],
  [['--foo', '-h'], 'help'],
  [['-v'], 'version'],
  [['--version'], 'version'],
  [['-rv'], 'version'],
  [['-rh', '--version'], 'help'],
  [['-vh'], 'version'],
])('%j is %s', (args, does) => {
  expect(parseArguments(args)).toEqual({ does })
})

it.each([
  [[], 'the following arguments are required: sample_id'],
  [['-r'], 'the following arguments are required: sample_id'],
  [['--foo'], 'the following arguments are required: sample_id'],
  [['--'], 'the following arguments are required: sample_id'],
  [['a', '--foo'], 'unrecognized arguments: --foo'],
  [['a', '-x', '--foo=1', 'b'], 'unrecognized arguments: -x --foo=1 b'],
  [['a', '-r', 'b'], 'unrecognized arguments: b'],
  [['a', '-r', '--', 'b'], 'unrecognized arguments: -- b'],
  [['--retry=1', 'a'], "argument -r/--retry: ignored explicit argument '1'"],
  [['-r=1', 'a'], "argument -r/--retry: ignored explicit argument '1'"],
  [['-rx', 'a'], "argument -r/--retry: ignored explicit argument 'x'"],
  [['-rvx'], "argument -v/--version: ignored explicit argument 'x'"],
  [['--help=', 'a'], "argument -h/--help: ignored explicit argument ''"],
  [['a', '--='], 'ambiguous option: --= could match --help, --retry, --version'],
  [['a', '---'], 'unrecognized arguments: ---'],
])('%j is refused: %s', (args, sentence) => {
  expect(() => parseArguments(args)).toThrow(
    new UsageError(
      `usage: net_download [-h] [-r] [-v] sample_id [sample_id ...]\nnet_download: error: ${sentence}`,
    ),
  )
})
