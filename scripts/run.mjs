/**
 * `node scripts/run.mjs <command>`: what every `npm run` command goes through. It is plain JavaScript so that an old Node gets a
 * sentence instead of a syntax error; Node 24 runs the TypeScript behind it as it is.
 */
import module from 'node:module'
import os from 'node:os'
import { join } from 'node:path'

const OLDEST = '24.15'
const COMMANDS = [
  ...['new', 'import', 'pin', 'check', 'dev', 'build', 'serve'],
  ...['release', 'deploy', 'doctor', 'verify', 'keygen'],
  ...['schemas', 'lighthouse', 'pictures', 'bench'],
]

/** What the workflows of .github/ run; no person needs them. */
const OF_WORKFLOWS = ['store-changes', 'remote-issue']

const [command, ...args] = process.argv.slice(2)

if (number(process.versions.node) < number(OLDEST)) {
  stop(
    `Zoopress needs Node ${OLDEST} or newer, and this is ${process.versions.node}. On Linux and Windows ` +
      '"npm ci" brings one along: run it, then start commands with "npm run". Elsewhere install Node 24 (.nvmrc names it).',
  )
} else if (command === undefined || ![...COMMANDS, ...OF_WORKFLOWS].includes(command)) {
  stop(`Say what to do: npm run ${COMMANDS.join(', npm run ')}.`)
} else if (!process.features.typescript || !process.features.require_module) {
  stop(
    'Zoopress needs what Node was told not to do. Take --no-strip-types and --no-require-module out of NODE_OPTIONS.',
  )
} else {
  // Half of a small command's time is compiling what it imports.
  module.enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/zoopress'))
  // A closed network is the normal case: nothing is reported or looked up.
  Object.assign(process.env, { ASTRO_TELEMETRY_DISABLED: '1', ASTRO_DISABLE_UPDATE_CHECK: '1' })
  giveHome()
  // Published files are for everybody to read, whoever builds them.
  process.umask(0o022)
  const { runCommand } = await import('./command.ts')
  await runCommand(command, args, () => import(`./${command}.ts`))
}

/** In a container the user may have neither a name nor a home. Astro asks for one, and would fail; it writes nothing there. */
function giveHome() {
  try {
    os.homedir()
  } catch {
    process.env['HOME'] = os.tmpdir()
  }
}

/**
 * Major and minor as one number that compares: 24.15 is 24015.
 * @param {string} version
 */
function number(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major * 1000 + minor
}

/** @param {string} sentence */
function stop(sentence) {
  console.error(sentence)
  process.exitCode = 2
}
