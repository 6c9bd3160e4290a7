/**
 * `npm run lighthouse`: Lighthouse's scores for the built store's catalogue and model pages; fails below 100, or below what `--lowest`
 * says, such as 95 for a store of ten thousand.
 */
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sparticuz from '@sparticuz/chromium'
import { launch } from 'chrome-launcher'
import lighthouse from 'lighthouse'
import { UserError } from '../src/lib/user-error.ts'
import { label, readOptions, toWorkplace } from './command.ts'
import { serveCompressed } from './compressed-server.ts'

const PERFECT = 100
const RUNS = 4
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const

export async function run(args: string[]): Promise<number> {
  const options = readOptions(args, ['dir', 'lowest'])
  const lowest = readLowest(options['lowest'])
  const { distDir } = await toWorkplace({ out: options['dir'] })
  const server = createServer(serveCompressed(distDir)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const scores = await withBrowser(async (port) => {
    const all: number[] = []
    for (const page of pages(distDir)) all.push(...(await scoresOf(`${origin}${page}`, page, port)))
    return all
  })
  server.close()
  return scores.every((score) => score >= lowest) ? 0 : 1
}

function readLowest(text: string | undefined): number {
  const lowest = text === undefined ? PERFECT : Number(text)
  if (Number.isInteger(lowest) && lowest >= 0 && lowest <= PERFECT) return lowest
  throw new UserError('--lowest must be a score from 0 to 100.')
}

/** The catalogue, and the page of the first entry of each layout that has one. */
function pages(distDir: string): string[] {
  const path = join(distDir, 'catalogue.json')
  if (!existsSync(path))
    throw new UserError(`There is no store in ${label(distDir)}/. Build it first: npm run build.`)
  const { entries } = JSON.parse(readFileSync(path, 'utf8')) as {
    entries: { id: string; clients: string[] }[]
  }
  const kinds = ['niftynet', 'digits', 'nnunet'].map((kind) =>
    entries.find(({ clients }) => clients.includes(kind)),
  )
  return ['/', ...kinds.flatMap((entry) => (entry ? [`/${entry.id}/`] : []))]
}

async function withBrowser<Result>(use: (port: number) => Promise<Result>): Promise<Result> {
  const userDataDir = mkdtempSync(join(tmpdir(), 'zoopress-lighthouse-'))
  const chromePath = process.platform === 'linux' ? await sparticuz.executablePath() : undefined
  const chrome = await launch({
    userDataDir,
    chromeFlags: ['--headless', '--no-sandbox'],
    ...(chromePath === undefined ? {} : { chromePath }),
  })
  try {
    return await use(chrome.port)
  } finally {
    chrome.kill()
    rmSync(userDataDir, { recursive: true, force: true })
  }
}

/** Per category the best of a few runs: whatever else the machine is doing can only lower a score. */
async function scoresOf(url: string, page: string, port: number): Promise<number[]> {
  let best = CATEGORIES.map(() => 0)
  for (let run = 0; run < RUNS && best.some((score) => score < PERFECT); run++) {
    const found = await runOnce(url, port)
    best = best.map((score, index) => Math.max(score, found[index] ?? 0))
  }
  console.log(`${page}  ${CATEGORIES.map((name, index) => `${name} ${best[index] ?? 0}`).join('  ')}`)
  return best
}

async function runOnce(url: string, port: number): Promise<number[]> {
  const result = await lighthouse(url, { port, logLevel: 'error' })
  const categories = result?.lhr.categories ?? {}
  return CATEGORIES.map((name) => Math.round((categories[name]?.score ?? 0) * 100))
}
