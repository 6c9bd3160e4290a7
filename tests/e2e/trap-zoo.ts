/**
 * A zoo of entries that are right, and that walk as close as they may to every trap of the clients: titles that an early DIGITS
 * could take for models, file names with blanks, labels that Apache compresses, files hosted under awkward addresses.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from './folders.ts'

/** Text that breaks DIGITS' reader of the home page wherever it stands unescaped, or right before a tag or an entity. */
export const NASTY_TITLES: Record<string, string> = {
  'slash-at-end': 'raw/',
  'slash-before-entity': 'raw/<id>/main.ini & models/',
  cell: 'a <td>foo/</td> b/',
  'cell-in-entities': 'a &lt;td&gt;foo/&lt;/td&gt;',
  'marked-section': '<![foo[ bar ]]> baz/',
  'cdata-and-comment': '<![CDATA[ <!-- <td>x/ --> ]]>',
  'quotes-and-umlauts': `"Größe" & 'Modèles d'IA'/`,
  'closing-tags': '</td></title></textarea></script><td>x/',
  'emoji-and-slash': '🧠/&amp;/',
  'bare-declaration': '<!doctype x/ <?xml y/ ?>',
}

const CAFFE = { framework: 'caffe', 'snapshot file': 'a.caffemodel', 'model file': 'a.prototxt' }

/** DIGITS snapshots: id → `info.json` and the other files. */
export const SNAPSHOTS: Record<string, { info: Record<string, string>; files: Record<string, string> }> = {
  big_txt: snapshot({ 'labels file': 'labels.txt' }, { 'labels.txt': incompressible(110_000) }),
  big_list: snapshot({ 'labels file': 'labels.list' }, { 'labels.list': incompressible(110_000) }),
  small_txt: snapshot({ 'labels file': 'labels.txt' }, { 'labels.txt': incompressible(20_000) }),
  'with-blanks': snapshot(
    { 'snapshot file': 'my snapshot (1).caffemodel', 'labels file': 'my labels.txt' },
    { 'my snapshot (1).caffemodel': 'weights', 'my labels.txt': '0\n1\n' },
  ),
}

function snapshot(info: Record<string, string>, files: Record<string, string>) {
  const own = { 'a.caffemodel': 'weights', 'a.prototxt': 'net' }
  return { info: { ...CAFFE, ...info }, files: { ...own, ...files } }
}

/** Files that are "hosted elsewhere": under `hosted/` of the same server, with a query that a shell must not read. */
export const HOSTED: Record<string, string> = {
  'weights.tar.gz': 'not really an archive',
  "it's here (1).zip": 'a name with a quote and blanks',
}

/** Writes the zoo; `hostedUrl` is where the files of `HOSTED` will be served. */
export function writeTrapZoo(zoo: string, hostedUrl: string): void {
  write(
    join(zoo, 'README.md'),
    '---\ntitle: "Traps/ <td>x/</td> & Größe/"\nmessage: "models/ <b>x</b>"\n---\nSee raw/<id>/main.ini\n',
  )
  for (const [id, title] of Object.entries(NASTY_TITLES)) {
    const keys = {
      license: 'mit',
      title,
      summary: title,
      tags: [title],
      authors: [{ name: title, affiliation: title }],
    }
    write(
      join(zoo, id, 'README.md'),
      `---\n${JSON.stringify(keys)}\n---\n| a/ | <td>b/ |\n| --- | --- |\n| c/ | d/ |\n`,
    )
    write(join(zoo, id, 'weights/a.bin'), id)
  }
  for (const [id, { info, files }] of Object.entries(SNAPSHOTS)) {
    write(join(zoo, id, 'info.json'), JSON.stringify({ ...info, name: `${id}/` }))
    write(join(zoo, id, 'license.txt'), 'Do what you like.\n')
    for (const [name, content] of Object.entries(files)) write(join(zoo, id, name), content)
  }
  write(join(zoo, 'hosted', 'README.md'), `---\n${JSON.stringify(hostedCard(hostedUrl))}\n---\n`)
}

function hostedCard(hostedUrl: string) {
  const downloads = Object.entries(HOSTED).map(([name, content], index) => {
    const url = `${hostedUrl}/${encodeURIComponent(name)}?dl=1&x=$(id);y='z'`
    const hosted = { url, sha256: sha256(content), size: Buffer.byteLength(content) }
    return [
      `part${index}`,
      { ...hosted, destination: 'data', mirrors: [`${hostedUrl}/${encodeURIComponent(name)}`] },
    ] as const
  })
  return { license: 'mit', title: 'Hosted elsewhere', downloads: Object.fromEntries(downloads) }
}

export function write(path: string, content: string): void {
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, content)
}

/** Lines of text that gzip cannot make much smaller. */
function incompressible(size: number): string {
  let text = ''
  for (let block = 0; text.length < size; block++)
    text += `${Buffer.from(sha256(String(block)), 'hex').toString('base64')}\n`
  return text.slice(0, size - 1) + '\n'
}
