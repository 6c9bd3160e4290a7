/** A folder of a test's own, removed after the test. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

export function freshFolder(): string {
  const dir = mkdtempSync(join(realpathSync(tmpdir()), 'zoopress-test-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}
