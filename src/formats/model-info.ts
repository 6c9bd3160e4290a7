/**
 * URL: /model_info.json
 * Reader: scripts that read MONAI's model zoo (models/model_info.json there), and `monai.bundle.get_all_bundles_list` where its address is
 * led here: `{"<name>_v<version>": {"checksum": SHA-1, "source": address}}`.
 * Trap: a name is cut at its first `_v`, so no bundle of ours has one (pack/monai-bundle.ts).
 */
import type { Listing } from '../store.ts'
import { formatJson } from './json.ts'

/** Every MONAI bundle of the store; of two with one name the first by id. */
export function formatModelInfo({ entries }: Listing): string {
  const bundles: Record<string, { checksum: string; source: string }> = {}
  for (const { monai, version } of entries) {
    if (monai !== null) bundles[`${monai.name}_v${version}`] ??= { checksum: monai.sha1, source: monai.url }
  }
  return formatJson(bundles)
}

/** False where the list would be empty. */
export function hasBundle({ entries }: Listing): boolean {
  return entries.some(({ monai }) => monai !== null)
}
