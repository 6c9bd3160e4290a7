/** `npm run lighthouse`: Lighthouse's scores for the built store's catalogue and model pages; fails below 98. */
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
import { serveStore } from './static-server.ts'

const LOWEST = 98
const RUNS = 3
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const

export async function run(args: string[]): Promise<number> {
  const { distDir } = await toWorkplace({ out: readOptions(args, ['dir'])['dir'] })
  const server = createServer(serveStore(distDir)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const scores = await withBrowser(async (port) => {
    const all: number[] = []
    for (const page of pages(distDir)) all.push(...(await scoresOf(`${origin}${page}`, page, port)))
    return all
  })
  server.close()
  return scores.every((score) => score >= LOWEST) ? 0 : 1
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

/** Per category the median of a few runs, since one alone says much about whatever else the machine was doing. */
async function scoresOf(url: string, page: string, port: number): Promise<number[]> {
  const runs: number[][] = []
  for (let number = 0; number < RUNS; number++) runs.push(await runOnce(url, port))
  const scores = CATEGORIES.map((_, index) => median(runs.map((run) => run[index] ?? 0)))
  console.log(`${page}  ${CATEGORIES.map((name, index) => `${name} ${scores[index] ?? 0}`).join('  ')}`)
  return scores
}

async function runOnce(url: string, port: number): Promise<number[]> {
  const result = await lighthouse(url, { port, logLevel: 'error' })
  const categories = result?.lhr.categories ?? {}
  return CATEGORIES.map((name) => Math.round((categories[name]?.score ?? 0) * 100))
}

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}
