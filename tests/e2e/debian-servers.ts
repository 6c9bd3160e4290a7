/**
 * nginx and Apache as Debian sets them up, told by its own files: the modules and settings of a fresh installation, with nothing
 * but the served folder, the port and the places of logs changed. On systems with other files they count as not installed.
 */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findProgram } from './command.ts'
import type { Place, Server } from './servers.ts'

/** In a server's scratch folder. */
export const ERROR_LOG = 'error.log'

const NGINX_TYPES = '/etc/nginx/mime.types'
const APACHE_MODULES = '/etc/apache2/mods-available'
/** Debian's own user for web servers; one that is no root can have no other user than itself. */
const USER = process.getuid?.() === 0 ? 'www-data' : null

/** nginx with Debian's settings, and what `sites` gives for the sites. */
export function nginxServer(sites: (place: Place) => string): Server {
  return { program: installed('nginx', NGINX_TYPES), args: (place) => nginxArgs(place, sites(place)) }
}

/** Apache with what `apt install apache2` enables, `modules` besides, and what `sites` gives for the sites. */
export function apacheServer(sites: (place: Place) => string, modules: readonly string[] = []): Server {
  return {
    program: installed('apache2', `${APACHE_MODULES}/deflate.conf`),
    args: (place) => apacheArgs(place, sites(place), modules),
  }
}

export const NGINX = nginxServer(nginxSite)
export const APACHE = apacheServer(apacheSite)

function installed(name: string, needs: string): string | null {
  const program = findProgram(name) ?? [`/usr/sbin/${name}`].find(existsSync) ?? null
  return existsSync(needs) ? program : null
}

function nginxSite({ root, port }: Place): string {
  return `server {
    listen 127.0.0.1:${port}; server_name _; root ${root};
    index index.html index.htm index.nginx-debian.html;
    location / { try_files $uri $uri/ =404; }
  }`
}

function nginxArgs({ scratch }: Place, sites: string): string[] {
  const bodies = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  const settings = `
    ${USER === null ? '' : `user ${USER};`}
    worker_processes auto; daemon off; pid ${scratch}/nginx.pid; error_log ${scratch}/${ERROR_LOG};
    events { worker_connections 768; }
    http {
      sendfile on; tcp_nopush on; types_hash_max_size 2048;
      include ${NGINX_TYPES}; default_type application/octet-stream;
      access_log off; gzip on;
      ${bodies.map((body) => `${body}_temp_path ${scratch}/${body};`).join(' ')}
      ${sites}
    }
  `
  const path = join(scratch, 'nginx.conf')
  writeFileSync(path, settings)
  return ['-e', join(scratch, ERROR_LOG), '-p', scratch, '-c', path]
}

/** What `apt install apache2` enables. */
const DEBIAN_MODULES =
  `access_compat alias auth_basic authn_core authn_file authz_core authz_host authz_user autoindex deflate dir env
  filter mime mpm_event negotiation reqtimeout setenvif status`.split(/\s+/)

function apacheSite({ root }: Place): string {
  return [
    `DocumentRoot "${root}"`,
    `<Directory "${root}">`,
    'Options Indexes FollowSymLinks',
    'AllowOverride None',
    'Require all granted',
    '</Directory>',
  ].join('\n')
}

function apacheArgs({ port, scratch }: Place, sites: string, modules: readonly string[]): string[] {
  const files = (ending: string) =>
    [...DEBIAN_MODULES, ...modules].map((name) => `${APACHE_MODULES}/${name}.${ending}`)
  const settings = [
    `ServerRoot ${scratch}`,
    `DefaultRuntimeDir ${scratch}`,
    'ServerName 127.0.0.1',
    `Listen 127.0.0.1:${port}`,
    `PidFile ${scratch}/apache.pid`,
    `ErrorLog ${scratch}/${ERROR_LOG}`,
    ...(USER === null ? [] : [`User ${USER}`, `Group ${USER}`]),
    ...[...files('load'), ...files('conf')].filter(existsSync).map((file) => `Include ${file}`),
    '<Directory />',
    'Options FollowSymLinks',
    'AllowOverride None',
    'Require all denied',
    '</Directory>',
    'AccessFileName .htaccess',
    '<FilesMatch "^\\.ht">',
    'Require all denied',
    '</FilesMatch>',
    sites,
  ]
  const path = join(scratch, 'apache.conf')
  writeFileSync(path, settings.join('\n'))
  return ['-f', path, '-D', 'FOREGROUND']
}
