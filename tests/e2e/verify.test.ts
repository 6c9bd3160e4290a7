/** `npm run verify`: over a folder, over a server, and by a rebuild. */
import { once } from 'node:events'
import { cpSync, linkSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { serveStore } from '../../scripts/static-server.ts'
import { formatPublicKey, publicKeyLine, type PublicKey } from '../../src/lib/minisign.ts'
import { generateSecretKey } from '../../src/lib/minisign-secret.ts'
import { UserError } from '../../src/lib/user-error.ts'
import { folderSource } from '../../src/verify-store/folder-source.ts'
import type { StoreSource } from '../../src/verify-store/store-source.ts'
import { verifyStore } from '../../src/verify-store/verify-store.ts'
import { webSource } from '../../src/verify-store/web-source.ts'
import { formatProblem } from '../../src/zoo/problem.ts'
import { buildStore, zoopress } from './command.ts'
import { freshFolder } from './folders.ts'
import { buildSigned, Copy, FIXTURE_ZOO, KEY } from './signed-store.ts'

const folder = freshFolder('verify')
const url = 'https://zoo.example.org/models'
const signed = plan('signed')
const unsigned = plan('unsigned')
const PUBKEY = publicKeyLine(KEY.publicKey)
/** 2027-01-01. */
const NOW = Date.UTC(2027, 0, 1) / 1000
const COMMENT = 'file:SHA256SUMS serial:7 expires:2027-01-01'

function plan(name: string) {
  return { zoo: FIXTURE_ZOO, out: join(folder.path, name, 'dist'), cache: join(folder.path, 'cache'), url }
}

beforeAll(async () => {
  await buildSigned(signed, { SOURCE_DATE_EPOCH: '1795262400' })
  await buildStore(unsigned)
})
afterAll(folder.remove)

interface Terms {
  pinned?: PublicKey | null
  now?: number
  serial?: number
}

/** What is wrong with a store, as the person sees it. */
async function problems(source: StoreSource, terms: Terms = {}): Promise<string[]> {
  const progress = { step: () => undefined, entry: () => undefined, bytes: () => undefined }
  const input = { pinned: null, now: NOW, serial: 0, ...terms, source, progress, rebuild: null }
  try {
    const verdict = await verifyStore(input)
    return verdict.problems.map(formatProblem)
  } catch (error) {
    if (error instanceof UserError) return [error.message]
    throw error
  }
}

function inFolder(copy: Copy, terms?: Terms): Promise<string[]> {
  return problems(folderSource(copy.dir, 'dist'), terms)
}

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** The store on a server that answers some requests in its own way. */
async function onServer(dir: string, odd: Record<string, RequestListener> = {}): Promise<string[]> {
  const usual = serveStore(dir)
  const origin = await serve((request, response) => (odd[request.url!] ?? usual)(request, response))
  const found = await problems(webSource(origin, { idleMs: 300, graceMs: 20_000, pauseMs: 1 }))
  return found.map((problem) => problem.replaceAll(origin, 'store'))
}

describe('a store that is whole', () => {
  it('passes, signed or not, in a folder and on a server', async () => {
    for (const { out } of [signed, unsigned]) {
      expect(await problems(folderSource(out, 'dist'))).toEqual([])
      expect(await onServer(out)).toEqual([])
    }
  })

  it('passes with the key of its owner', async () => {
    expect(await problems(folderSource(signed.out, 'dist'), { pinned: KEY.publicKey })).toEqual([])
  })

  it('passes below a path, behind redirects, and on a server that is busy at first', async () => {
    let busy = 2
    const usual = serveStore(signed.out)
    const origin = await serve((request, response) => {
      const path = request.url!
      if (!path.startsWith('/sub/zoo/')) response.writeHead(301, { Location: `/sub/zoo${path}` }).end()
      else if (busy-- > 0) response.writeHead(503, { 'Retry-After': '0' }).end()
      else usual(Object.assign(request, { url: path.slice('/sub/zoo'.length) }), response)
    })
    for (const address of [`${origin}/sub/zoo/`, `${origin}/sub/zoo`, origin])
      expect(await problems(webSource(address, { idleMs: 5000, graceMs: 20_000, pauseMs: 1 }))).toEqual([])
  })

  it('passes as a copy that shares its files, through a link that leads to it', async () => {
    const copy = new Copy(signed.out)
    const link = join(copy.dir, '../current')
    symlinkSync(copy.dir, link)
    linkSync(join(copy.dir, 'index.html'), join(copy.dir, '../index.html'))
    expect(await problems(folderSource(link, 'dist'))).toEqual([])
  })

  it("passes with a warning where minisign's own comment says neither serial nor day", async () => {
    const copy = new Copy(signed.out)
    copy.sign('timestamp:1795262400\tfile:SHA256SUMS\thashed')
    expect(await inFolder(copy)).toEqual([
      'dist/SHA256SUMS.minisig: warning: The signature states no serial or no last day, so an old store would pass for the newest.',
    ])
  })
})

describe('a store that was tampered with', () => {
  it.each<[string, (copy: Copy) => void, string[]]>([
    [
      'a page that says something else',
      (copy) => copy.edit('index.html', (text) => text.replace('<h1', '<h2')),
      ['dist/index.html: Its SHA-256 is <hash>, but SHA256SUMS says <hash>. Get or publish the file again.'],
    ],
    [
      'an archive that is gone',
      (copy) => copy.remove('spleen_unet/1.10.2/weights.tar.gz'),
      [
        'dist/spleen_unet/1.10.2/weights.tar.gz: The file is missing from the store. Publish the store again.',
      ],
    ],
    [
      'a file that nobody lists',
      (copy) => copy.write('shell.php', '<?php'),
      ['dist/shell.php: SHA256SUMS does not list this file, so nobody vouches for it. Remove it.'],
    ],
    [
      'a hidden file that nobody lists',
      (copy) => copy.write('media/.htaccess', 'x'),
      ['dist/media/.htaccess: SHA256SUMS does not list this file, so nobody vouches for it. Remove it.'],
    ],
    [
      'a link in the place of a file',
      (copy) => {
        copy.remove('robots.txt')
        symlinkSync('/etc/passwd', join(copy.dir, 'robots.txt'))
      },
      [
        'dist/robots.txt: The file is missing from the store. Publish the store again.',
        'dist/robots.txt: This is a link or a special file, which no store has. Remove it.',
      ],
    ],
    [
      'a list that was changed with a file',
      (copy) => {
        copy.edit('robots.txt', (text) => `${text}# more\n`)
        copy.list()
      },
      ['dist/SHA256SUMS.minisig: The file is not the one that was signed. Get both again.'],
    ],
    [
      'a signature that was taken away',
      (copy) => copy.remove('SHA256SUMS.minisig'),
      [
        'dist/SHA256SUMS.minisig: The signature is missing, so anybody may have made this store. Get it from its owner, who signs it with SIGNING_KEY_FILE.',
      ],
    ],
    [
      'a key that is gone',
      (copy) => {
        copy.remove('zoopress.pub')
        copy.edit('clients/index.html', (text) =>
          text.replace(/<a href="[^"]*zoopress.pub">/, '<a href="../">'),
        )
        copy.list()
        copy.sign(COMMENT)
      },
      [
        "dist/SHA256SUMS.minisig: The store is signed but publishes no zoopress.pub. Give its owner's key with --pubkey.",
      ],
    ],
    [
      'a signature of another file',
      (copy) => copy.sign('file:evil.txt serial:7 expires:2027-01-01'),
      [
        'dist/SHA256SUMS.minisig: The signature is of a file named "evil.txt", not of SHA256SUMS. Get the store again.',
      ],
    ],
    [
      'a signature that states another hash',
      (copy) => copy.sign(`${COMMENT} sha256:${'0'.repeat(64)}`),
      [
        'dist/SHA256SUMS.minisig: The signature states another SHA-256 than that of SHA256SUMS. Get the store again.',
      ],
    ],
    [
      'a signature that has run out',
      (copy) => copy.sign('file:SHA256SUMS serial:7 expires:2026-12-31'),
      [
        'dist/SHA256SUMS.minisig: The signature was good until 2026-12-31. Get the newest store; its owner builds it again to sign it anew.',
      ],
    ],
    [
      'a signature that is cut short',
      (copy) => copy.edit('SHA256SUMS.minisig', (text) => text.slice(0, 200)),
      ['dist/SHA256SUMS.minisig: This is not a signature of minisign, or it is damaged. Sign again.'],
    ],
  ])('does not pass: %s', async (_, tamper, expected) => {
    const copy = new Copy(signed.out)
    tamper(copy)
    expect((await inFolder(copy)).map((text) => text.replaceAll(/[0-9a-f]{64}/g, '<hash>'))).toEqual(expected)
  })

  it('does not pass with the key of its owner where somebody else signed it, whatever key it publishes', async () => {
    const copy = new Copy(signed.out)
    const thief = generateSecretKey()
    copy.write('zoopress.pub', formatPublicKey(thief.publicKey))
    copy.list()
    copy.sign(COMMENT, thief)
    expect(await inFolder(copy)).toEqual([])
    expect(await inFolder(copy, { pinned: KEY.publicKey })).toEqual([
      expect.stringContaining('dist/SHA256SUMS.minisig: The signature was made with the key'),
    ])
  })

  it('warns where the owner signed another key into it', async () => {
    const copy = new Copy(signed.out)
    copy.write('zoopress.pub', formatPublicKey(generateSecretKey().publicKey))
    copy.list()
    copy.sign(COMMENT)
    expect(await inFolder(copy, { pinned: KEY.publicKey })).toEqual([
      'dist/zoopress.pub: warning: The store publishes another key than the one that signed it. Ask its owner which is right.',
    ])
  })

  it.each([
    [7, 0],
    [8, 1],
  ])('of serial 7 where %i was seen before has %i problems', async (serial, count) => {
    const copy = new Copy(signed.out)
    copy.sign(COMMENT)
    const found = await inFolder(copy, { serial })
    expect(found.filter((text) => text.includes('this is an old store'))).toHaveLength(count)
    expect(found).toHaveLength(count)
  })

  it('does not pass unsigned where a key or serial is known', async () => {
    for (const terms of [{ pinned: KEY.publicKey }, { serial: 1 }])
      expect(await problems(folderSource(unsigned.out, 'dist'), terms)).toEqual([
        expect.stringContaining('dist/SHA256SUMS.minisig: The signature is missing'),
      ])
  })
})

describe('a list of sums from a stranger', () => {
  it('leads nowhere out of the store, in a folder and on a server', async () => {
    const copy = new Copy(unsigned.out)
    writeFileSync(join(copy.dir, '../secret.txt'), 'secret')
    const sum = '2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b'
    const hostile = [
      '../secret.txt',
      '/etc/passwd',
      'a/../../secret.txt',
      '..\\secret.txt',
      'a\u001b[2Jb',
      'robots.txt',
      'ROBOTS.TXT',
    ]
    copy.edit('SHA256SUMS', (text) => text + hostile.map((path) => `${sum}  ${path}\n`).join(''))
    const asked: string[] = []
    const usual = serveStore(copy.dir)
    const origin = await serve((request, response) => {
      asked.push(request.url!)
      usual(request, response)
    })
    const here = await inFolder(copy)
    const there = await problems(webSource(origin))
    expect(here.map((text) => text.replace(/^dist\/SHA256SUMS:\d+: /, ''))).toEqual([
      'The path "../secret.txt" leads out of the store. It is not looked at. Publish the store again.',
      'The path "/etc/passwd" leads out of the store. It is not looked at. Publish the store again.',
      'The path "a/../../secret.txt" leads out of the store. It is not looked at. Publish the store again.',
      'The path "..\\secret.txt" is one of Windows. It is not looked at. Publish the store again.',
      'The path "a\\x1b[2Jb" holds characters that are not to be seen. It is not looked at. Publish the store again.',
      'The path "robots.txt" is listed twice. Publish the store again.',
      'The paths "robots.txt" and "ROBOTS.TXT" are one on some disks. Publish the store again.',
    ])
    expect(there.map((text) => text.replaceAll(origin, 'dist'))).toEqual(here)
    expect(asked.filter((path) => /secret|passwd|\.\./.test(path))).toEqual([])
  })

  it.each([
    ['is empty', ''],
    ['is no list', '<!doctype html>\n<title>Not found</title>\n'],
  ])('that %s lists nothing that a store has', async (_, text) => {
    const copy = new Copy(unsigned.out)
    copy.write('SHA256SUMS', text)
    expect(await inFolder(copy)).toContain(
      'dist/catalogue.json: SHA256SUMS does not list this file, which every store has. Publish the store again.',
    )
  })
})

describe('documents that do not fit their files', () => {
  it.each<[string, string, (text: string) => string, string]>([
    [
      'a catalogue with a wrong size',
      'catalogue.json',
      (text) => text.replace(/"size": \d+/, '"size": 3'),
      'dist/catalogue.json: It states 3 bytes for ',
    ],
    [
      'a catalogue with a wrong hash',
      'catalogue.json',
      (text) => text.replace(/"sha256": "..../, '"sha256": "0000'),
      'dist/catalogue.json: It states another SHA-256 for ',
    ],
    [
      'a catalogue that leads to no entry',
      'catalogue.json',
      (text) => text.replace('spleen_unet/entry.json', 'gone/entry.json'),
      'dist/catalogue.json: It names "gone/entry.json", which is not in the store. Publish the store again.',
    ],
    [
      'a catalogue that leads out of the store',
      'catalogue.json',
      (text) => text.replace('spleen_unet/entry.json', '%2e%2e/%2e%2e/etc/passwd'),
      'dist/catalogue.json: It names "../../etc/passwd", which is not in the store. Publish the store again.',
    ],
    ['a catalogue that is no JSON', 'catalogue.json', (text) => text.slice(0, 100), 'dist/catalogue.json:'],
    [
      'a catalogue that nests without end',
      'catalogue.json',
      () => '['.repeat(1_000_000),
      'dist/catalogue.json: The JSON nests more than 64 levels. Write it flatter.',
    ],
    [
      'an entry with a wrong size',
      'spleen_unet/entry.json',
      (text) => text.replace(/("path": "1.10.2\/[^"]*",\s+"size": )\d+/, '$14'),
      'dist/spleen_unet/entry.json: It states 4 bytes for ',
    ],
    [
      "a snapshot's file with a wrong hash",
      'lenet_tiny/entry.json',
      (text) => text.replace(/("path": "labels.txt",\s+"size": \d+,\s+"sha256": ")..../, '$10000'),
      'dist/lenet_tiny/entry.json: It states another SHA-256 for "lenet_tiny/labels.txt" than SHA256SUMS. Publish the store again.',
    ],
    [
      'a spec that leads to no archive',
      'spleen_unet/main.ini',
      (text) => text.replace('/weights.tar.gz', '/gone.tar.gz'),
      'dist/spleen_unet/main.ini: It names "spleen_unet/1.10.2/gone.tar.gz", which is not in the store. Publish the store again.',
    ],
    [
      'a list of children with a stranger',
      'master.json',
      (text) => text.replace('"lenet_tiny"', '"lenet_tiny", "gone"'),
      'dist/master.json: It names "gone/info.json", which is not in the store. Publish the store again.',
    ],
    [
      "an entry's own sums",
      'spleen_unet/1.10.2/SHA256SUMS',
      (text) => text.replace(/^..../, '0000'),
      'dist/spleen_unet/1.10.2/SHA256SUMS: It states another SHA-256 for ',
    ],
    [
      'a page with a dead link',
      'index.html',
      (text) => text.replace('href="spleen_unet/"', 'href="gone/"'),
      'dist/index.html: It names "gone/index.html", which is not in the store. Publish the store again.',
    ],
    ['a page of nothing but open tags', 'index.html', () => '<a "'.repeat(1_000_000), 'dist/index.html:'],
    [
      'a sitemap with a dead address',
      'sitemap.xml',
      (text) => text.replace('/spleen_unet/<', '/gone/<'),
      'dist/sitemap.xml: It names "gone/index.html", which is not in the store. Publish the store again.',
    ],
    [
      'a registry with a wrong hash',
      'registry.txt',
      (text) => text.replace(/sha256:..../, 'sha256:0000'),
      'dist/registry.txt: It states another SHA-256 for ',
    ],
    [
      'a Metalink with a wrong size',
      'store.meta4',
      (text) => text.replace(/<size>\d+/g, '<size>5'),
      'dist/store.meta4: It states 5 bytes for ',
    ],
    [
      'a feed with a dead address',
      'feed.xml',
      (text) => text.replace('/spleen_unet/"', '/gone/"'),
      'dist/feed.xml: It names "gone/index.html", which is not in the store. Publish the store again.',
    ],
  ])('are told: %s', async (_, path, change, expected) => {
    const copy = new Copy(unsigned.out)
    // Of the spec's addresses all are names of one file in a store; a copy has a file for each.
    copy.edit(path, change)
    copy.list()
    expect(await inFolder(copy)).toContainEqual(expect.stringContaining(expected))
  })
})

describe('a server', () => {
  it('that cuts an archive, or sends one without an end, is told', async () => {
    const path = '/spleen_unet/1.10.2/weights.tar.gz'
    expect(await onServer(unsigned.out, { [path]: (_, response) => void response.end('abc') })).toEqual([
      expect.stringMatching(/^store\/catalogue\.json: It states \d+ bytes for "[^"]*", which has 3\. /),
      expect.stringMatching(/^store\/spleen_unet\/1\.10\.2\/weights\.tar\.gz: Its SHA-256 is /),
    ])
    const endless: RequestListener = (_, response) => {
      const more = () => {
        while (response.write(Buffer.alloc(65_536)) && !response.destroyed);
      }
      response.on('drain', more)
      more()
    }
    expect(await onServer(unsigned.out, { [path]: endless })).toEqual([
      expect.stringMatching(
        /^store\/spleen_unet\/1\.10\.2\/weights\.tar\.gz: The file cannot be read: the file has more than the \d+ bytes that it may have\. /,
      ),
    ])
  })

  it('that has not the file, refuses it, or falls silent is told', async () => {
    const odd = {
      '/robots.txt': (_, response) => void response.writeHead(404).end(),
      '/feed.xml': (_, response) => void response.writeHead(403).end(),
      '/favicon.svg': () => undefined,
    } satisfies Record<string, RequestListener>
    expect(await onServer(unsigned.out, odd)).toEqual([
      'store/favicon.svg: The file cannot be read: the server is silent for 0.3 s. Look after the server, or try again later.',
      'store/feed.xml: The file cannot be read: the server answers with status 403. Look after the server, or try again later.',
      'store/robots.txt: The file is missing from the store. Publish the store again.',
    ])
  })

  it('that has gone away is asked no more', async () => {
    let requests = 0
    const usual = serveStore(unsigned.out)
    const origin = await serve((request, response) => {
      if (requests++ < 10) usual(request, response)
      else request.socket.destroy()
    })
    const found = await problems(webSource(origin, { idleMs: 300, graceMs: 20_000, pauseMs: 1 }))
    expect(found).toEqual([`${origin} cannot be read: the connection failed (ECONNRESET). Try again later.`])
    expect(requests).toBeLessThan(40)
  })

  it.each([
    ['always too busy', (_: number, response: ServerResponse) => void response.writeHead(503).end()],
    [
      'only now and then not too busy',
      (count: number, response: ServerResponse) =>
        void response.writeHead(count % 10 === 0 ? 404 : 503).end(),
    ],
  ])('that is %s is not asked for every file', async (_, answer) => {
    const copy = new Copy(unsigned.out)
    copy.edit('SHA256SUMS', (text) =>
      [text, ...Array.from({ length: 400 }, (_, index) => `${'0'.repeat(64)}  more/${index}\n`)].join(''),
    )
    const usual = serveStore(copy.dir)
    let requests = 0
    const origin = await serve((request, response) => {
      if (!request.url!.startsWith('/more/')) {
        usual(request, response)
        return
      }
      requests++
      answer(Number(request.url!.slice('/more/'.length)), response)
    })
    const found = await problems(webSource(origin, { idleMs: 300, graceMs: 20_000, pauseMs: 1 }))
    expect(found).toEqual([`${origin} cannot be read: the server answers with status 503. Try again later.`])
    expect(requests).toBeLessThan(100)
  })

  it('that is none, or has no store, is told', async () => {
    const origin = await serve((_, response) => void response.writeHead(404).end())
    expect(await problems(webSource(origin))).toEqual([
      `${origin}/ has no SHA256SUMS, so it is no store. Name the folder or the address that the catalogue lies in.`,
    ])
    const forbidden = await serve((_, response) => void response.writeHead(403).end())
    expect(await problems(webSource(forbidden))).toEqual([
      `${forbidden}/SHA256SUMS: The file cannot be read: the server answers with status 403. Look after the server, or try again later.`,
    ])
    for (const address of ['file:///etc', 'https://me:pw@lab.example/', 'http://lab.example/?a', 'https://'])
      expect(() => webSource(address)).toThrow(UserError)
  })
})

describe('the command', () => {
  it('tells that a store is whole, and who signed it', async () => {
    const { code, stdout } = await zoopress(['verify', signed.out])
    expect(code).toBe(0)
    expect(
      stdout
        .replaceAll(signed.out, 'dist')
        .replaceAll(/[0-9A-F]{16}/g, '<id>')
        .replaceAll(PUBKEY, '<key>'),
    ).toMatch(
      /^dist\/ is whole: \d+ files, [\d.]+ [kM]B, each as SHA256SUMS lists it, and every link of its documents leads somewhere\.\nSigned with the key <id>, serial 1795262400, good until 2027-11-21\. That key came with the store: compare it with the one that its owner gave you, or say --pubkey <key>\n$/,
    )
  })

  it('ends with 1 and all problems where it is not', async () => {
    const copy = new Copy(signed.out)
    copy.write('one.txt', '1')
    copy.write('two.txt', '2')
    const { code, stdout, stderr } = await zoopress(['verify', copy.dir, '--pubkey', PUBKEY])
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain('2 problems. Do not use this store until that is mended.')
  })

  it.each([
    [
      ['verify', '/nowhere/at/all'],
      'There is no folder /nowhere/at/all/. Name the folder or the address of a store.\n',
    ],
    [['verify', 'a', 'b'], 'One store at a time, and these are 2: "a", "b".\n'],
    [['verify', 'a', '--pubkey', 'x'], '--pubkey is "x". This is not a public key of minisign.'],
    [
      ['verify', 'a', '--serial', 'x'],
      '--serial must be the number that the last check of this store told.\n',
    ],
    [['verify', 'gopher://a'], 'The address of a store is like https://lab.example/zoo/'],
  ])('says what to do: %j', async (args, expected) => {
    const { code, stderr } = await zoopress(args)
    expect(code).toBe(1)
    expect(stderr.startsWith(expected)).toBe(true)
    expect(stderr).not.toContain('    at ')
  })

  it('finds that a rebuild gives the same bytes, of a signed store too', async () => {
    for (const { out } of [signed, unsigned]) {
      const { code, stdout, stderr } = await zoopress(['verify', out, '--rebuild', '--zoo', FIXTURE_ZOO])
      expect([code, stderr.includes('problem')]).toEqual([0, false])
      expect(stdout).toContain('A rebuild from this checkout gave the same bytes.')
    }
  })

  it('rebuilds a zoo with hard links where that is allowed, as the build was', async () => {
    const zoo = join(folder.path, 'linked')
    cpSync(FIXTURE_ZOO, zoo, { recursive: true })
    linkSync(join(zoo, 'lenet_tiny/labels.txt'), join(folder.path, 'labels.txt'))
    const args = ['verify', unsigned.out, '--rebuild', '--zoo', zoo]
    const { code, stderr } = await zoopress(args)
    expect([code, stderr]).toEqual([1, expect.stringContaining('linked/lenet_tiny/labels.txt')])
    expect(await zoopress([...args, '--allow-hard-links'])).toMatchObject({ code: 0 })
  })

  it('says where a rebuild has no place', async () => {
    const args = ['verify', unsigned.out, '--rebuild', '--zoo', FIXTURE_ZOO]
    const { code, stderr } = await zoopress(args, { env: { TMPDIR: '/nowhere' } })
    expect(code).toBe(1)
    expect(stderr).toMatch(
      /There is no place for a rebuild in \/nowhere \(ENOENT\)\. Name a folder with room for the store in TMPDIR\.\n$/,
    )
  })

  it('names what a rebuild makes differently', async () => {
    const zoo = join(folder.path, 'zoo')
    cpSync(FIXTURE_ZOO, zoo, { recursive: true })
    writeFileSync(join(zoo, 'spleen_unet/weights/more.txt'), 'more')
    const { code, stderr } = await zoopress(['verify', unsigned.out, '--rebuild', '--zoo', zoo])
    expect(code).toBe(1)
    expect(stderr).toContain('/spleen_unet/1.10.2/weights.tar.gz: A rebuild makes it differently (')
    expect(stderr).not.toContain('/lenet_tiny/index.html: A rebuild')
  })
})
