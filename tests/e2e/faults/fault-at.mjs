/**
 * Loaded before a build (`node --import`), makes the system fail: at the `FAULT_CALL`th call that changes the disk, or at every call of
 * `FAULT_NAME`. `FAULT_CODE` is what the system says (ENOSPC, EIO, …); SIGKILL kills the process instead. Without any, the calls are
 * counted into the file `FAULT_COUNT`.
 */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { isMainThread } from 'node:worker_threads'

const CHANGES = /** @type {const} */ ([
  ...[
    'chmodSync',
    'copyFileSync',
    'fchmodSync',
    'fsyncSync',
    'linkSync',
    'mkdirSync',
    'mkdtempSync',
    'openSync',
  ],
  ...['renameSync', 'rmdirSync', 'rmSync', 'symlinkSync', 'unlinkSync', 'writeFileSync', 'writeSync'],
])
const { FAULT_CALL, FAULT_NAME, FAULT_CODE = '', FAULT_COUNT } = process.env
let calls = 0

/** @type {Record<string, (...given: unknown[]) => unknown>} */
const functions = /** @type {any} */ (fs)

for (const name of CHANGES) {
  const real = /** @type {(...given: unknown[]) => unknown} */ (functions[name])
  functions[name] = (...given) => {
    if (name === 'openSync' && isForReading(given[1])) return real(...given)
    calls++
    if (calls === Number(FAULT_CALL) || name === FAULT_NAME) fail(name, given[0])
    return real(...given)
  }
}
syncBuiltinESMExports()
const write = fs.writeFileSync
if (FAULT_COUNT && isMainThread) process.on('exit', () => write(FAULT_COUNT, String(calls)))

/** @param {unknown} flags */
function isForReading(flags) {
  const writes = fs.constants.O_WRONLY | fs.constants.O_RDWR
  return flags === undefined || flags === 'r' || (typeof flags === 'number' && (flags & writes) === 0)
}

/**
 * @param {string} syscall
 * @param {unknown} path
 */
function fail(syscall, path) {
  if (FAULT_CODE === 'SIGKILL') process.kill(process.pid, 'SIGKILL')
  const message = `${FAULT_CODE}: made to fail, ${syscall}`
  throw Object.assign(new Error(message), {
    code: FAULT_CODE,
    syscall,
    ...(typeof path === 'string' && { path }),
  })
}
