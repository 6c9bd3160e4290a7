/** Zoos that a test writes for itself. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { checkEntries } from '../../src/check/check-entries.ts'
import { formatProblem, sortProblems } from '../../src/zoo/problem.ts'
import { readOwnImports } from '../../src/zoo/own-imports.ts'
import { nnunetCheckpoint } from '../inspect/make-torch.ts'
import { readZoo, type Zoo } from '../../src/zoo/read.ts'

/** A path inside `zoo/` and what the file holds. */
export type Files = Record<string, string | Uint8Array>

/** A fresh zoo with these files, removed when the test has ended. */
export function writeZoo(files: Files): string {
  const zooDir = mkdtempSync(join(tmpdir(), 'zoopress-zoo-'))
  onTestFinished(() => rmSync(zooDir, { recursive: true, force: true }))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(zooDir, path)), { recursive: true })
    writeFileSync(join(zooDir, path), content)
  }
  return zooDir
}

export async function readFiles(files: Files): Promise<Zoo> {
  return readZoo(writeZoo(files), 'zoo')
}

/** The problems that reading and checking find, as the person sees them. */
export async function problemsOf(files: Files): Promise<string[]> {
  return problemsIn(writeZoo(files))
}

export async function problemsIn(zooDir: string): Promise<string[]> {
  const { entries, problems } = await readZoo(zooDir, 'zoo')
  const own = readOwnImports(zooDir, 'zoo')
  const checked = await checkEntries(entries, { zooDir, label: 'zoo', ownImports: own.imports })
  return sortProblems([...problems, ...own.problems, ...checked.problems]).map(formatProblem)
}

/** A card with these lines in its front matter. */
export function card(...lines: string[]): string {
  return `---\n${lines.join('\n')}\n---\n# A model\n\nIt finds things. It is small.\n`
}

/** A header without tensors. */
const EMPTY_SAFETENSORS = '\x02\0\0\0\0\0\0\0{}'

/** The files of a small entry of each layout, complete and right. */
export const GOOD = {
  card: { 'liver/README.md': card('license: mit'), 'liver/weights/model.safetensors': EMPTY_SAFETENSORS },
  digits: {
    'lenet/info.json': JSON.stringify({
      name: 'LeNet',
      framework: 'caffe',
      'snapshot file': 'a.caffemodel',
      'model file': 'net.prototxt',
      'labels file': 'labels.txt',
    }),
    'lenet/a.caffemodel': 'weights',
    'lenet/net.prototxt': 'net',
    'lenet/labels.txt': '0\n',
    'lenet/license.txt': 'Do what you like.\n',
  },
  nnunet: {
    'Dataset123_Liver/nnUNetTrainer__nnUNetPlans__2d/plans.json': '{"configurations": {"2d": {}}}',
    'Dataset123_Liver/nnUNetTrainer__nnUNetPlans__2d/dataset.json':
      '{"labels": {"background": 0, "liver": 1}, "channel_names": {"0": "CT"}, "licence": "MIT"}',
    'Dataset123_Liver/nnUNetTrainer__nnUNetPlans__2d/fold_0/checkpoint_final.pth': nnunetCheckpoint(),
  },
} satisfies Record<string, Files>
