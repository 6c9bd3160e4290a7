/** Model cards for generated entries: front matter and two to three kilobytes of Markdown, no two alike. */
import type { Random } from './random.ts'

const NETWORKS = ['U-Net', 'V-Net', 'SegResNet', 'HighRes3DNet', 'DenseNet', 'Swin UNETR', 'Attention U-Net']
const ORGANS = ['liver', 'spleen', 'kidney', 'pancreas', 'prostate', 'lung', 'heart', 'brain', 'hip', 'knee']
const SCANS = ['CT', 'MR', 'ultrasound', 'PET', 'X-ray']
const LICENSES = ['apache-2.0', 'mit', 'cc-by-4.0', 'cc0-1.0', 'bsd-3-clause', 'cc-by-nc-4.0']
const LIBRARIES = ['pytorch', 'monai', 'tensorflow', 'niftynet', 'onnx']
const TASKS = ['image-segmentation', 'image-classification', 'object-detection']
const TAGS = ['3d', '2d', 'segmentation', 'medical', 'pretrained', 'ensemble', 'self-supervised', 'few-shot']
const METRICS = ['dice', 'accuracy', 'roc_auc', 'hausdorff']

/** What an entry is about. */
export interface Subject {
  network: string
  organ: string
  scan: string
  library: string
  license: string
  task: string
  dataset: string
  group: number
  /** From 0 to 1, by class. */
  scores: { name: string; mean: string; lowest: string }[]
}

export function subject(random: Random): Subject {
  const organ = random.pick(ORGANS)
  const scan = random.pick(SCANS)
  const classes = [organ, ...random.some(['lesion', 'vessel', 'boundary', 'cyst', 'background'], 3)]
  return {
    ...{ organ, scan, network: random.pick(NETWORKS), library: random.pick(LIBRARIES) },
    ...{ license: random.pick(LICENSES), task: random.pick(TASKS), group: random.whole(1, 60) },
    dataset: `${organ}-${scan.toLowerCase()}-${random.whole(1, 40)}`,
    scores: classes.map((name) => {
      const mean = 0.6 + random.fraction() * 0.39
      return { name, mean: mean.toFixed(4), lowest: (mean * 0.9).toFixed(4) }
    }),
  }
}

/** `README.md` of an entry. */
export function card(about: Subject, title: string, random: Random): string {
  return `---\n${frontMatter(about, title, random)}---\n${body(about, title, random)}`
}

function frontMatter(about: Subject, title: string, random: Random): string {
  const { organ, scan, library, license, task, dataset, group } = about
  const tags = [organ, ...random.some(TAGS, random.whole(2, 4))]
  return `title: ${title}
summary: ${summary(about)}
version: "${random.whole(1, 3)}.${random.whole(0, 9)}"
license: ${license}
library_name: ${library}
pipeline_tag: ${task}
modality: ${scan}
tags:
${tags.map((tag) => `  - ${tag}\n`).join('')}datasets:
  - ${dataset}
metrics:
  - ${random.pick(METRICS)}
authors:
  - name: Group ${group}
    affiliation: Imaging laboratory ${random.whole(1, 25)}
${modelIndex(about)}`
}

function summary({ network, organ, scan, group }: Subject): string {
  return `A ${network} of group ${group} that finds the ${organ} and what lies around it in ${scan} images.`
}

function modelIndex({ network, task, dataset, scores }: Subject): string {
  const metrics = scores.map(
    ({ name, mean }) => `          - type: dice
            name: Dice, ${name}
            value: ${mean}
`,
  )
  return `model-index:
  - name: ${network}
    results:
      - task:
          type: ${task}
        dataset:
          type: ${dataset}
          name: ${dataset}, held-out cases
          split: test
        metrics:
${metrics.join('')}`
}

function body(about: Subject, title: string, random: Random): string {
  return [
    `# ${title}`,
    `${summary(about)} ${paragraph(about, random, 2)}`,
    '**Not for patients.** Written by a generator, to see how long a store of this size takes.',
    '## What it expects',
    paragraph(about, random, 3),
    list(about, random),
    '## Run it',
    `\`\`\`bash\npython3 run_${about.organ}.py --input scan.nii.gz --batch ${random.whole(1, 8)}\n\`\`\``,
    '## Training',
    ...Array.from({ length: 3 }, () => paragraph(about, random, 3)),
    '## Results',
    scoreTable(about),
    paragraph(about, random, 2),
    '',
  ].join('\n\n')
}

const SENTENCES: ((about: Subject, random: Random) => string)[] = [
  ({ scan, organ }, random) =>
    `Training took ${random.whole(20, 900)} epochs on ${random.whole(40, 2000)} ${scan} scans of the ${organ}.`,
  (_, random) =>
    `Voxels are resampled to ${(random.whole(5, 40) / 10).toFixed(1)} mm, and the darkest ${random.whole(1, 3)} % are cut off.`,
  ({ network }, random) =>
    `The ${network} has ${random.whole(1, 90)}.${random.whole(0, 9)} million parameters in \`float32\`.`,
  ({ dataset }, random) =>
    `Of *${dataset}*, ${random.whole(5, 30)} % were held out and looked at only once, at the very end.`,
  ({ scores }) => `The class **${scores[0]!.name}** is the one to judge by; the others help it along.`,
  (_, random) =>
    `Patches of ${random.whole(2, 8) * 16} voxels a side overlap by ${random.whole(1, 3) * 25} %, and what they say is averaged.`,
  (_, random) =>
    `The learning rate began at ${(random.whole(1, 99) / 10_000).toFixed(4)} and fell by half after ${random.whole(5, 50)} epochs without progress.`,
  ({ scan }) =>
    `On ${scan} images of other vendors the scores fall; see the table below before you rely on it.`,
]

function paragraph(about: Subject, random: Random, sentences: number): string {
  return random
    .some(SENTENCES, sentences)
    .map((sentence) => sentence(about, random))
    .join(' ')
}

function list({ scan, organ }: Subject, random: Random): string {
  return [
    `- one ${scan} volume in which the ${organ} is seen whole`,
    `- at least ${random.whole(2, 16)} GB of memory`,
    `- see [the guide](https://example.org/guide/${random.whole(1, 999)}) for the order of the axes`,
  ].join('\n')
}

function scoreTable({ scores }: Subject): string {
  const rows = scores.map(({ name, mean, lowest }) => `| ${name} | ${mean} | ${lowest} |`)
  return ['| Class | Mean | Lowest |', '| --- | --- | --- |', ...rows].join('\n')
}
