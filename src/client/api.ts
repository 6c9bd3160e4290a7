/** The client's functions for other programs: `import { … } from 'zoopress'`. */
export type { Surroundings } from './surroundings.ts'
export type {
  ListedModel,
  LooseFile,
  Model,
  OpenStore,
  PublishedFile,
  RemoteDownload,
} from './store/model.ts'
export type { Network, Patience } from './net/network.ts'
