/** A real browser: the Chromium that comes through npm, or an installed Chrome where that one does not run. */
import sparticuz from '@sparticuz/chromium'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { findProgram } from './command.ts'
import { freshFolder } from './folders.ts'

export interface RunningBrowser {
  browser: Browser
  stop: () => Promise<void>
}

/** `args` are further arguments of Chromium. */
export async function startBrowser(args: readonly string[] = []): Promise<RunningBrowser> {
  const folder = freshFolder('browser')
  const executablePath = await unpackChromium(folder.path)
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', ...args],
    env: { ...process.env, FONTCONFIG_PATH: `${folder.path}/fonts` },
  })
  const stop = async () => {
    await browser.close()
    folder.remove()
  }
  return { browser, stop }
}

/** The package unpacks into the folder for temporary files, and takes whatever lies there for a whole browser. */
async function unpackChromium(folder: string): Promise<string> {
  const installed = findProgram('google-chrome', 'chromium', 'chrome', 'chromium-browser')
  if (process.platform !== 'linux' || process.arch !== 'x64') return installed ?? 'chrome'
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  try {
    return await sparticuz.executablePath()
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}

// Chromium says so after seconds in which the machine had no time to paint; pages.test.ts looks whether the fonts are used.
const TOO_BUSY = /was preloaded using link preload but not used within a few seconds/

/** Notes whatever a visitor must never meet: errors, violations of the CSP, failed requests, requests to other hosts. */
export async function openPage(
  context: BrowserContext,
  origin: string,
): Promise<{ page: Page; faults: string[] }> {
  const page = await context.newPage()
  const faults: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !TOO_BUSY.test(message.text()))
      faults.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`))
  page.on('requestfailed', (request) => faults.push(`failed: ${request.url()}`))
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`)
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`)) faults.push(`other host: ${request.url()}`)
  })
  return { page, faults }
}
