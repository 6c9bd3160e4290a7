/** Files that are published beside an entry's downloads, because a client wants the same content in another form. */
import {
  ownPath,
  type Download,
  type ListedEntry,
  type MonaiBundle,
  type StoreEntry,
  type TorchHubFile,
} from '../store.ts'

type OfSingles = Pick<StoreEntry, 'torchHub' | 'monai'>

/** What clients fetch as one piece, whatever it is a part of. */
export type ClientFile = Omit<Download, 'files' | 'niftynet' | 'license'>

/** The state dict of torch.hub and the bundle of MONAI, as far as the entry has them. */
export function singleFiles({ torchHub, monai }: OfSingles): (TorchHubFile | MonaiBundle)[] {
  return [torchHub, monai].filter((file) => file !== null)
}

/** The downloads, and behind them the single files of the store's own, which have no section: all that may be saved side by side. */
export function filesOf(entry: OfSingles & Pick<ListedEntry, 'downloads'>): ClientFile[] {
  const singles = singleFiles(entry).filter((file) => ownPath(file) !== null)
  return [...entry.downloads, ...singles.map((file) => ({ ...file, section: '', mirrors: [] }))]
}
