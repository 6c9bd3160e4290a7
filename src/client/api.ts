/**
 * The client's functions for other programs: `import { … } from 'zoopress'`.
 *
 * Mistakes and faults of the network are `UserError`: sentences for people. What a server or an archive says has been checked and bounded
 * wherever these functions give it away.
 */
export { UserError } from '../lib/user-error.ts'
export { programSurroundings } from './program-surroundings.ts'
export type { Surroundings } from './surroundings.ts'

export { storeAddresses } from './store/addresses.ts'
export { openStore, type OpenOptions } from './store/open-store.ts'
export type {
  ListedModel,
  LooseFile,
  Model,
  OpenStore,
  PublishedFile,
  RemoteDownload,
  VersionFacts,
} from './store/model.ts'

export { getModel, type GetOptions, type GotModel } from './get/get-model.ts'
export type { Kind } from './get/kind.ts'
export { verifyPath, type PathVerdict, type VerifyOptions } from './verify/verify-path.ts'
export { isGood } from './verify/verdict-lines.ts'
export { exportModel, type ExportOptions } from './nnunet/export-model.ts'
export { installZip, type InstallOptions } from './nnunet/install-zip.ts'
export { netDownload, type NetDownloadOptions } from './niftynet/net-download.ts'
export { niftynetHome, type NiftynetHome } from './niftynet/global-config.ts'

export { networkOf, PATIENCE, type Network, type Patience } from './net/network.ts'
export { fetchSmall } from './net/fetch-small.ts'
export { download, type Downloaded, type DownloadListener, type Wanted } from './net/download.ts'
export { downloadAll } from './net/download-all.ts'
export { Interrupted } from './net/interrupted.ts'
export { NetworkFault } from './net/network-fault.ts'

export { stageArchives, type ArchiveToStage, type Staged, type StageOptions } from './archive/stage.ts'
export { swapIn } from './install/swap-in.ts'
export { readRecord } from './install/read-record.ts'
export { RECORD_FILE, type InstalledPart, type InstallRecord } from './install/record.ts'
