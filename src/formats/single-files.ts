/** Files that are published beside an entry's downloads, because a client wants the same content in another form. */
import type { MonaiBundle, StoreEntry, TorchHubFile } from '../store.ts'

/** The state dict of torch.hub and the bundle of MONAI, as far as the entry has them. */
export function singleFiles({
  torchHub,
  monai,
}: Pick<StoreEntry, 'torchHub' | 'monai'>): (TorchHubFile | MonaiBundle)[] {
  return [torchHub, monai].filter((file) => file !== null)
}
