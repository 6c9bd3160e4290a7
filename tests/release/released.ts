/** Records of releases for tests. */
import type { LockFile } from '../../src/release/lock-file.ts'
import type { ReleasedDownload, ReleasedVersion } from '../../src/store.ts'

export const SUM = 'a1'.repeat(32)
export const OTHER_SUM = 'b2'.repeat(32)

export function releasedDownload(version: string, changes: Partial<ReleasedDownload> = {}): ReleasedDownload {
  const files = [{ path: 'model.bin', size: 3, sha256: SUM }]
  const path = `liver/${version}/weights.tar.gz`
  return { section: 'weights', path, url: null, size: 98, sha256: SUM, files, ...changes }
}

/** What lies beside the archives of a version, for clients of their own. */
export function releasedSingles(version: string): Required<Pick<ReleasedVersion, 'torchHub' | 'monai'>> {
  const hub = { path: `liver/${version}/liver_v${version.replace('.', '_')}-a1a1a1a1a1a1a1a1.pth`, size: 3 }
  const zip = { name: 'liver', section: 'weights', path: `liver/${version}/liver.zip`, size: 200 }
  return {
    torchHub: { ...hub, sha256: SUM },
    monai: { ...zip, sha256: OTHER_SUM, sha1: 'c3'.repeat(20) },
  }
}

export function releasedVersion(version: string, changes: Partial<ReleasedVersion> = {}): ReleasedVersion {
  return {
    ...{ version, date: '2026-11-20', yanked: null, title: 'Liver' },
    license: { id: 'mit', name: 'MIT', url: 'https://spdx.org/licenses/MIT.html', commercialUse: 'yes' },
    results: [{ task: null, dataset: 'scans', split: 'test', metric: 'Dice', value: '0.9730' }],
    downloads: [releasedDownload(version)],
    ...changes,
  }
}

export function lockOf(...versions: (string | ReleasedVersion)[]): LockFile {
  return {
    id: 'liver',
    versions: versions.map((one) => (typeof one === 'string' ? releasedVersion(one) : one)),
  }
}
