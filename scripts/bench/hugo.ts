/** Hugo (https://gohugo.io) as a peer: the same cards, as a page and two documents each, and a list of them all. */
import { copyFileSync, existsSync, globSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Ground } from './ground.ts'
import type { Contestant } from './race.ts'

const FILES = {
  'config.json': JSON.stringify({
    baseURL: 'http://localhost:8000/',
    title: 'A generated zoo',
    disableKinds: ['taxonomy', 'term', 'RSS', 'sitemap'],
    outputFormats: { INI: { mediaType: 'text/plain', baseName: 'main', isPlainText: true } },
    outputs: { page: ['HTML', 'JSON', 'INI'], home: ['HTML', 'JSON'] },
  }),
  'layouts/_default/single.html': `<!doctype html><html lang="en"><head><title>{{ .Title }}</title></head><body>
<h1>{{ .Title }}</h1><p>{{ .Params.summary }}</p><p>{{ .Params.license }} {{ .Params.version }}</p>
<ul>{{ range .Params.tags }}<li>{{ . }}</li>{{ end }}</ul>
{{ range index .Params "model-index" }}{{ range .results }}<h2>{{ .dataset.name }}</h2><table>
{{ range .metrics }}<tr><td>{{ .name }}</td><td>{{ .value }}</td></tr>{{ end }}</table>{{ end }}{{ end }}
{{ .Content }}</body></html>
`,
  'layouts/_default/single.json': `{{ dict "title" .Title "summary" .Params.summary "license" .Params.license "tags" .Params.tags
  "version" .Params.version "authors" .Params.authors | jsonify }}
`,
  'layouts/_default/single.ini': `[weights]
url = {{ .Permalink }}weights.tar.gz
destination = models
local_id = {{ .File.ContentBaseName }}
`,
  'layouts/index.html': `<!doctype html><html lang="en"><head><title>{{ .Title }}</title></head><body><ul>
{{ range .Site.RegularPages.ByTitle }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Params.summary }}</li>
{{ end }}</ul></body></html>
`,
  'layouts/index.json': `[{{ range $index, $page := .Site.RegularPages.ByTitle }}{{ if $index }},{{ end }}
{{ dict "title" .Title "url" .Permalink "summary" .Params.summary "license" .Params.license | jsonify }}{{ end }}]
`,
}

/** Renders everything anew in each run, which is all that Hugo can. */
export function hugoContestant(ground: Ground, zoo: string): Contestant {
  let site: string | undefined
  let out = ''
  return {
    name: 'Hugo',
    needs: 'hugo',
    prepare: () => {
      site ??= newSite(ground.fresh('hugo'), zoo)
      out = ground.fresh('hugo-site')
    },
    command: () => ({
      script: 'hugo --quiet --source "$1" --destination "$2" --cacheDir "$3"',
      args: [site ?? '', out, join(site ?? '', 'cache')],
    }),
    check: () => {
      if (!existsSync(join(out, 'index.html'))) throw new Error('Hugo wrote no home page.')
    },
  }
}

/** Entries without a card lend one from another: Hugo knows no other layout. */
function newSite(dir: string, zoo: string): string {
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
  mkdirSync(join(dir, 'content'))
  const cards = globSync('*/README.md', { cwd: zoo })
  const snapshots = globSync('*/info.json', { cwd: zoo })
  const copy = (card: string, entry: string) =>
    copyFileSync(join(zoo, card), join(dir, 'content', `${dirname(entry)}.md`))
  for (const card of cards) copy(card, card)
  for (const [index, snapshot] of snapshots.entries()) copy(cards[index]!, snapshot)
  return dir
}
