import { describe, expect, it } from 'vitest'
import type { Result } from '../../../scripts/bench/race.ts'
import { ARCHIVER, BUILD, ENGINE, GZIP, LIMIT, PYTHON } from '../../../scripts/bench/races/packers.ts'
import { OURS, ONE_PICTURE } from '../../../scripts/bench/races/site.ts'
import { report } from '../../../scripts/bench/report.ts'
import { FULL } from '../../../scripts/bench/sizes.ts'
import { outcomes } from '../../../scripts/bench/targets.ts'

function result(name: string, cpu: number, peak: number | null = 50e6, bytes: number | null = null): Result {
  return { name, figures: { cpu, wall: cpu / 2, peak }, bytes, fault: null }
}

const TAR = {
  ...{ name: 'tar', title: 'Weights into .tar.gz', note: 'A note.', unit: LIMIT },
  results: [
    result(LIMIT, 1.2, 60e6, 500e6),
    result(ENGINE, 2.28, 133e6, 472.9e6),
    result(BUILD, 3, 210e6, 472.9e6),
    result(GZIP['tar.gz'], 19.9, 4e6, 472e6),
    result(PYTHON['tar.gz'], 16, null, 472e6),
    { name: ARCHIVER, figures: null, bytes: null, fault: 'failed: a | b' },
  ],
}
const PICTURES = {
  ...{ name: 'pictures', title: 'Thumbnails', note: 'A note.', unit: ONE_PICTURE },
  results: [result(OURS, 3.95), result(ONE_PICTURE, 1)],
}

describe('the outcomes', () => {
  it('judge what was measured by the targets, and leave out what was not', () => {
    expect(
      outcomes([TAR, PICTURES], FULL).map(({ work, target, measured, isReached }) =>
        [work, target, measured, String(isReached)].join('; ').replaceAll('\u00a0', ' '),
      ),
    ).toMatchInlineSnapshot(`
      [
        "pack 536.9 MB of weights into .tar.gz, CPU; ≤ 2 × LIMIT; 1.90 × LIMIT; true",
        "pack 536.9 MB of weights into .tar.gz, beside archiver; ≥ 8 × less CPU; not measured; null",
        "pack 536.9 MB of weights into .tar.gz, beside Python tarfile; ≥ 8 × less CPU; 7.0 × less CPU; false",
        "pack 536.9 MB of weights into .tar.gz, size beside GNU tar, gzip -6; ≤ 0.1 % more; 0.19 % more; false",
        "pack 536.9 MB of weights into .tar.gz, memory; ≤ 200 MB; 133 MB; true",
        "pack 536.9 MB of weights into .tar.gz, memory of the whole build; ≤ 200 MB; 210 MB; false",
        "thumbnails of one more picture; ≤ 50 CPU ms; 50.0 CPU ms; true",
      ]
    `)
  })

  it.each([
    [2, true],
    [2.01, false],
  ])('hold a bound of 2 for reached at %d: %s', (ratio, isReached) => {
    const race = { ...TAR, results: [result(LIMIT, 1), result(ENGINE, ratio)] }
    expect(outcomes([race], FULL)[0]).toMatchObject({ target: '≤ 2 × LIMIT', isReached })
  })
})

describe('the report', () => {
  it('shows targets and races, and nothing of the machine but its kind', () => {
    const machine = { processor: 'Processor 9', cores: 2, system: 'linux x64', node: '24.21.0', hasSha: true }
    const races = [TAR, PICTURES]
    expect(report({ machine, runs: 5, outcomes: outcomes(races, FULL), races })).toMatchInlineSnapshot(`
      "# Benchmarks

      Written by \`npm run bench\`; run it again rather than edit it.

      Measured on Processor 9, with instructions for SHA-256, 2 cores, linux x64, Node 24.21.0. Medians of 5 runs, in which the contestants took turns. CPU is user and system time of the command and all that it started; the peak is the memory of its largest process. Everything that is read lies in the memory of the system.

      ## Targets

      | work | target | measured | reached |
      | --- | --- | --- | --- |
      | pack 536.9 MB of weights into .tar.gz, CPU | ≤ 2 × LIMIT | 1.90 × LIMIT | yes |
      | pack 536.9 MB of weights into .tar.gz, beside archiver | ≥ 8 × less CPU | not measured |  |
      | pack 536.9 MB of weights into .tar.gz, beside Python tarfile | ≥ 8 × less CPU | 7.0 × less CPU | **no** |
      | pack 536.9 MB of weights into .tar.gz, size beside GNU tar, gzip -6 | ≤ 0.1 % more | 0.19 % more | **no** |
      | pack 536.9 MB of weights into .tar.gz, memory | ≤ 200 MB | 133 MB | yes |
      | pack 536.9 MB of weights into .tar.gz, memory of the whole build | ≤ 200 MB | 210 MB | **no** |
      | thumbnails of one more picture | ≤ 50 CPU ms | 50.0 CPU ms | yes |

      ## Weights into .tar.gz

      A note.

      |  | CPU s | ratio | wall s | peak MB | result MB |
      | --- | ---: | ---: | ---: | ---: | ---: |
      | LIMIT: read, hash twice, write | 1.20 | 1.00 | 0.60 | 60 | 500.00 |
      | Zoopress, the engine alone | 2.28 | 1.90 | 1.14 | 133 | 472.90 |
      | Zoopress, the whole build | 3.00 | 2.50 | 1.50 | 210 | 472.90 |
      | GNU tar, gzip -6 | 19.90 | 16.6 | 9.95 | 4 | 472.00 |
      | Python tarfile | 16.00 | 13.3 | 8.00 |  | 472.00 |
      | archiver (npm) | failed: a \\| b |  |  |  |  |

      ## Thumbnails

      A note.

      |  | CPU s | ratio | wall s | peak MB |
      | --- | ---: | ---: | ---: | ---: |
      | Zoopress | 3.95 | 3.95 | 1.98 | 50 |
      | Zoopress, one picture only | 1.00 | 1.00 | 0.50 | 50 |

      "
    `)
  })
})
