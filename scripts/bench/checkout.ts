/** A checkout as it is after `npm ci`: nothing is compiled yet. */
import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '../..')
const COPIED = [
  'src',
  'public',
  'scripts',
  'astro.config.mjs',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
]
/** Left in node_modules by builds and tests. */
const MADE_LATER = ['.cache', '.vite', '.astro']

/** Fills a new folder, and returns it. Installed packages are shared. */
export function newCheckout(dir: string): string {
  for (const name of COPIED) cpSync(join(ROOT, name), join(dir, name), { recursive: true })
  mkdirSync(join(dir, 'node_modules'))
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    if (MADE_LATER.includes(name)) continue
    symlinkSync(join(ROOT, 'node_modules', name), join(dir, 'node_modules', name))
  }
  return dir
}
