/** What figures depend on: the kind of the machine, never its name. */
import { readFileSync } from 'node:fs'
import os from 'node:os'
import type { Machine } from './report.ts'

export function machine(): Machine {
  const { arch, platform, version } = process
  return {
    processor: os.cpus()[0]?.model.trim() || 'an unknown processor',
    cores: os.availableParallelism(),
    system: `${platform} ${arch}`,
    node: version.slice(1),
    hasSha: platform === 'linux' ? namesSha(readFileSync('/proc/cpuinfo', 'latin1')) : null,
  }
}

/** `cpuinfo` as Linux writes it: `sha_ni` on x86, `sha2` on ARM. */
function namesSha(cpuinfo: string): boolean {
  return /^(flags|Features)\s*:.* (sha_ni|sha2)( |$)/m.test(cpuinfo)
}
