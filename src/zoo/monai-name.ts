/** Which sections are MONAI bundles, and what MONAI calls the bundle of an entry. */

const METADATA = /^(?:[^/]+\/)?configs\/metadata\.json$/

/**
 * `brats_vnet.2` is `brats-vnet_2`: MONAI (1.0 to 1.5) looks for what it unpacked under the name up to its first dot, and its lists cut a name
 * at `_v`.
 */
export function bundleName(id: string): string {
  return id.replaceAll('.', '_').replaceAll('_v', '-v')
}

/** The folder that the bundle among these files lies in, `''` or with a slash at its end; null: the files are no bundle. */
export function bundleRoot(files: readonly { path: string }[]): string | null {
  const found = files
    .filter(({ path }) => METADATA.test(path))
    .map(({ path }) => path.slice(0, path.lastIndexOf('configs/')))
  if (found.includes('')) return ''
  return found.length === 1 ? found[0]! : null
}
