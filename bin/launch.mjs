/**
 * Starts a command of the client: the compiled one of the npm package, or, in the repository, its source. Node runs TypeScript as it is
 * from 22.18 on; an older one hands over to the Node that `npm ci` installed.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'

const OLDEST = '20.15'
const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/**
 * @param {string} command Name of a file in `src/client/cli/`.
 * @param {string} started The file that Node was started with.
 */
export async function launch(command, started) {
  if (isTooOld())
    return stop(
      `Zoopress needs Node ${OLDEST} or newer, and this is ${process.versions.node}. Install a newer one.`,
    )
  const source = new URL(`../src/client/cli/${command}.ts`, import.meta.url)
  if (!existsSync(source)) await import(new URL(`../compiled/client/cli/${command}.js`, import.meta.url).href)
  else if (process.features.typescript) await importSource(source)
  else handOver(fileURLToPath(started))
}

/** Half of a small command's time, and a third of a large one's memory, goes into compiling what it imports. @param {URL} source */
async function importSource(source) {
  module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/zoopress', import.meta.url)))
  await import(source.href)
}

/** @param {string} started */
function handOver(started) {
  const node = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url))
  if (!existsSync(node)) {
    return stop(
      `In its repository, Zoopress needs Node 24, and this is ${process.versions.node}. Run "npm ci", which brings one along on Linux and Windows; elsewhere install it.`,
    )
  }
  const child = spawn(node, [started, ...process.argv.slice(2)], { stdio: 'inherit' })
  // The terminal sends Ctrl-C to both; whoever sends a signal to this process alone means the other one.
  for (const signal of SIGNALS) process.on(signal, () => void child.kill(signal))
  child.on(
    'exit',
    (code, signal) => (process.exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
  )
}

function isTooOld() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST.split('.').map(Number)
  return major < oldestMajor || (major === oldestMajor && minor < oldestMinor)
}

/** @param {string} sentence */
function stop(sentence) {
  console.error(sentence)
  process.exitCode = 2
}
