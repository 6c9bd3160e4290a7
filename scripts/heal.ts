/** What every command does first. */
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { BusyError, lock } from '../src/lib/lock.ts'
import { heal } from '../src/lib/swap.ts'
import type { Workplace } from '../src/prepare.ts'

/** Puts a store right that a killed build left between two renames. Leaves it alone while another build is running. */
export async function healIfIdle({ distDir }: Workplace): Promise<void> {
  if (!existsSync(dirname(distDir))) return
  try {
    const held = await lock(distDir)
    try {
      heal(distDir)
    } finally {
      await held.release()
    }
  } catch (error) {
    if (!(error instanceof BusyError)) throw error
  }
}
