/**
 * The servers of `hosting/`, each with the file that owners are given: nothing is changed in it but the folder, the port and, for a
 * store below a path, what the file itself says must be changed then.
 */
import { spawnSync } from 'node:child_process'
import { copyFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findProgram, REPOSITORY } from './command.ts'
import { apacheServer, nginxServer } from './debian-servers.ts'
import type { Place, Server } from './servers.ts'

/** Where the store lies below the server's root: empty, or `/sub/zoo`. */
type Recipe = (base: string) => Server

export const RECIPES: Record<string, Recipe> = {
  'nginx.conf': (base) => nginxServer((place) => nginxSite(place, base)),
  'apache.conf': (base) => apacheServer((place) => apacheSite(place, base), ['headers']),
  htaccess: (base) => apacheServer((place) => htaccessSite(place, base), ['headers']),
  Caddyfile: (base) => ({ program: findProgram('caddy'), args: (place) => caddyArgs(place, base) }),
}

/** Those whose server this machine has. */
export const INSTALLED_RECIPES = Object.keys(RECIPES).filter((name) => RECIPES[name]!('').program !== null)

export function hostingText(name: string): string {
  return readFileSync(join(REPOSITORY, 'hosting', name), 'utf8')
}

/** Each of `changes` must be there to be changed. */
function changed(name: string, changes: Record<string, string>): string {
  let text = hostingText(name)
  for (const [from, to] of Object.entries(changes)) {
    if (!text.includes(from)) throw new Error(`hosting/${name} has no ${from}.`)
    text = text.replaceAll(from, to)
  }
  return text
}

function nginxSite({ root, port, scratch }: Place, base: string): string {
  const snippet = join(scratch, 'zoo-huggingface.conf')
  copyFileSync(join(REPOSITORY, 'hosting/nginx-huggingface.conf'), snippet)
  const site = changed('nginx.conf', {
    'listen 80;': `listen 127.0.0.1:${port};`,
    'root /srv/zoo;': `root ${root};`,
    'set $zoo_path "";': `set $zoo_path "${base}";`,
  })
  return site.replace(/\}\s*$/, `include ${snippet};\n}\n`)
}

function apacheSite({ root, port }: Place, base: string): string {
  return changed('apache.conf', {
    '*:80': `127.0.0.1:${port}`,
    'DocumentRoot /srv/zoo': `DocumentRoot ${root}`,
    '<Directory /srv/zoo>': `<Directory ${root}${base}>`,
    'ErrorDocument 404 /404.html': `ErrorDocument 404 ${base}/404.html`,
  })
}

/** As on a web space: the server reads the file where it lies, so the store is a copy. */
function htaccessSite({ root, scratch }: Place, base: string): string {
  const copy = join(scratch, 'www')
  cpSync(root, copy, { recursive: true })
  const rules = changed('htaccess', { 'ErrorDocument 404 /404.html': `ErrorDocument 404 ${base}/404.html` })
  writeFileSync(join(copy, base, '.htaccess'), rules)
  return [
    `DocumentRoot ${copy}`,
    `<Directory ${copy}>`,
    'Require all granted',
    'AllowOverride FileInfo Indexes Options',
    '</Directory>',
  ].join('\n')
}

function caddyArgs({ root, port, scratch }: Place, base: string): string[] {
  const site = changed('Caddyfile', {
    'zoo.example {': `http://127.0.0.1:${port} {`,
    'root * /srv/zoo': `root * ${root}`,
    'rewrite * /404.html': `rewrite * ${base}/404.html`,
  })
  const path = join(scratch, 'Caddyfile')
  writeFileSync(path, `{\n\tadmin off\n\tstorage file_system ${scratch}/storage\n}\n${site}`)
  const adapted = spawnSync(findProgram('caddy')!, ['adapt', '--config', path], { encoding: 'utf8' })
  if (adapted.status !== 0) throw new Error(adapted.stderr)
  const settings = JSON.parse(adapted.stdout) as { admin: object }
  // Else it keeps a copy in the person's own folder.
  const text = JSON.stringify({ ...settings, admin: { ...settings.admin, config: { persist: false } } })
  writeFileSync(join(scratch, 'caddy.json'), text)
  return ['run', '--config', join(scratch, 'caddy.json')]
}
