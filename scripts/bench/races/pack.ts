/** Packing: weights into .tar.gz and .zip, and many small files into .tar.gz. */
import { copyFileSync, globSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { formatBytes, formatCount } from '../../../src/site/format.ts'
import { isInstalled, type Ground } from '../ground.ts'
import { measure } from '../measure.ts'
import type { Race } from '../race.ts'
import type { Sizes } from '../sizes.ts'
import { archive, checkArchive, GZIP, LIMIT, ours, scripted, tarPeers, throughBuild } from './packers.ts'

const HASHES =
  'LIMIT and Zoopress hash every file and the archive (SHA-256); the others hash nothing but what their format asks for.'

export async function tarRace(ground: Ground, sizes: Sizes): Promise<Race> {
  await ground.compilePages()
  const zoo = await ground.zoo({ entries: 1, bytes: sizes.weights })
  const dir = join(zoo, globSync('*/weights', { cwd: zoo })[0]!)
  return {
    name: 'tar',
    title: `${formatBytes(sizes.weights)} of weights into .tar.gz`,
    note: HASHES,
    unit: LIMIT,
    contestants: [
      ...ours(ground, 'tar.gz', dir),
      throughBuild(ground, zoo, '*/*/weights.tar.gz', (path) => checkArchive(ground, 'tar.gz', dir, path)),
      ...tarPeers(ground, dir),
    ],
  }
}

export async function zipRace(ground: Ground, sizes: Sizes): Promise<Race> {
  const weights = await ground.zoo({ entries: 1, bytes: sizes.weights })
  const dir = join(weights, globSync('*/weights', { cwd: weights })[0]!)
  const zoo = nnunetZoo(await ground.zoo({ entries: 20 }), join(dir, 'model.bin'), ground.fresh('nnunet'))
  await ground.compilePages()
  await ground.settle()
  return {
    name: 'zip',
    title: `${formatBytes(sizes.weights)} of weights into .zip`,
    note: HASHES,
    unit: LIMIT,
    contestants: [
      ...ours(ground, 'zip', dir),
      throughBuild(ground, zoo, '*/*/*.zip', async (path) => {
        if (isInstalled('unzip')) await measure({ script: 'unzip -tq "$1"', args: [path] }, ground.signal)
      }),
      archive(ground, { name: GZIP.zip, kind: 'zip', dir, needs: 'zip' }, (out) => ({
        script: 'cd "$1" && zip -q -6 -r "$2" .',
        args: [dir, out],
      })),
      ...scripted(ground, 'zip', dir),
    ],
  }
}

export async function filesRace(ground: Ground, sizes: Sizes): Promise<Race> {
  const zoo = await ground.zoo({ entries: 1, files: sizes.members })
  const dir = join(zoo, globSync('*/weights', { cwd: zoo })[0]!)
  return {
    name: 'files',
    title: `${formatCount(sizes.members)} small files into one .tar.gz`,
    note: HASHES,
    unit: GZIP['tar.gz'],
    contestants: [...ours(ground, 'tar.gz', dir).slice(1), ...tarPeers(ground, dir)],
  }
}

/** One nnU-Net entry, of which the weights are a part. */
function nnunetZoo(from: string, weights: string, to: string): string {
  const id = readdirSync(from).find((name) => name.startsWith('Dataset'))!
  for (const path of globSync(`{README.md,${id}/**/*}`, { cwd: from, withFileTypes: true })) {
    if (!path.isFile()) continue
    const target = join(to, path.parentPath.slice(from.length))
    mkdirSync(target, { recursive: true })
    copyFileSync(join(path.parentPath, path.name), join(target, path.name))
  }
  const fold = globSync(join(to, id, '*/fold_0'))[0]!
  copyFileSync(weights, join(fold, 'checkpoint_best.pth'))
  return to
}
