/** Stands for the code that makes a store: any file of ours, any dependency, Node itself. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Folders and files of a checkout that what is published depends on. The last one says what npm really installed. */
const FOLDERS = ['src', 'public']
const FILES = [
  'astro.config.mjs',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'node_modules/.package-lock.json',
]

/** Lower-case hex. `root` is where package.json lies. */
export function codeKey(root: string): string {
  const running = createHash('sha256')
  running.update([process.version, process.platform, process.arch].join('\0'))
  for (const path of [...FOLDERS.flatMap((folder) => filesBelow(root, folder)), ...FILES]) {
    const content = read(join(root, path))
    running.update(`\0${path}\0${content?.length ?? -1}\0`)
    if (content !== null) running.update(content)
  }
  return running.digest('hex')
}

function filesBelow(root: string, folder: string): string[] {
  const items = readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
  const files = items.filter((item) => item.isFile())
  return files.map((item) => join(item.parentPath, item.name).slice(root.length + 1)).sort()
}

function read(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
