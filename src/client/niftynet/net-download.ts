/** NiftyNet's `net_download`: the same command line, words, exit codes, folders and rules, with downloads that resume and are verified. */
import { readFileSync } from 'node:fs'
import { UserError } from '../../lib/user-error.ts'
import { escapeHidden, quote } from '../../zoo/problem.ts'
import { PATIENCE, type Patience } from '../net/network.ts'
import type { Surroundings } from '../surroundings.ts'
import { HELP, parseArguments } from './arguments.ts'
import { type Downloader, downloadModel } from './download-model.ts'
import { niftynetHome } from './global-config.ts'
import type { Progress } from './install-downloads.ts'
import { ServerState } from './server-state.ts'
import { SpecCache } from './spec-cache.ts'
import { NIFTYNET_VERSION } from './versions.ts'

/** What Python makes of `sys.exit(-1)`. */
const REFUSED = 255

export interface NetDownloadOptions {
  patience?: Patience
  startProgress?: () => Progress
}

/**
 * Gives the exit code: 255 where an id is refused, 1 after a fault that NiftyNet's own client ends with a traceback for.
 * @throws UsageError; UserError where NiftyNet's settings cannot be read, or the person stopped it.
 */
export async function netDownload(
  args: string[],
  surroundings: Surroundings,
  { patience = PATIENCE, startProgress }: NetDownloadOptions = {},
): Promise<number> {
  const command = parseArguments(args)
  if (command.does === 'help') surroundings.out(HELP)
  if (command.does === 'version') surroundings.out(versionLine())
  if (command.does !== 'download') return 0
  const { home, configDir, serverUrl } = niftynetHome(surroundings)
  const { env, signal } = surroundings
  surroundings.out(`Accessing: ${serverUrl}`)
  const downloader: Downloader = {
    ...{ server: webAddress(serverUrl), home, retry: command.retry, surroundings },
    cache: new SpecCache(configDir),
    network: { env, patience, signal },
    startProgress: startProgress ?? null,
  }
  return downloadModels(command.ids, downloader)
}

/** Begins with the words that scripts may look for, and is not silent about who says them. */
function versionLine(): string {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')
  const { version } = JSON.parse(text) as { version: string }
  return `NiftyNet version ${NIFTYNET_VERSION} (net_download of zoopress ${version})`
}

function webAddress(server: string): string {
  const url = server.replace(/\/+$/, '')
  if (/^https?:\/\//i.test(url) && URL.canParse(url) && !/[?#\s\p{Cc}]/u.test(url)) return withoutLogin(url)
  throw new UserError(
    `The environment variable niftynet_model_zoo is ${quote(server)}. Set it to the address of a model zoo, such as https://lab.example/zoo.`,
  )
}

/** It would end up in records and logs. */
function withoutLogin(server: string): string {
  const { username, password } = new URL(server)
  if (username === '' && password === '') return server
  throw new UserError(
    'The environment variable niftynet_model_zoo holds a name or a password, which would end up in records and logs. Leave them out.',
  )
}

async function downloadModels(ids: readonly string[], downloader: Downloader): Promise<number> {
  const { surroundings } = downloader
  const server = new ServerState(downloader)
  let code = 0
  for (const id of ids) {
    try {
      const outcome = await downloadModel(id, downloader)
      if (outcome.kind === 'done') continue
      code ||= REFUSED
      await server.judge(id, outcome)
    } catch (error) {
      if (!(error instanceof UserError) || surroundings.signal.aborted) throw error
      surroundings.err(error.message.split('\n').map(escapeHidden).join('\n'))
      code = 1
    }
  }
  if (server.isBlamed) surroundings.out('The NiftyNetExamples server is not running')
  return code
}
