import type { Host } from '../zoo/card-schema.ts'
import type { Entry } from '../zoo/entry.ts'
import type { Problem } from '../zoo/problem.ts'

export interface CheckContext {
  /** Absolute path of the zoo. */
  zooDir: string
  /** What problems call it. */
  label: string
  /** What checkpoints may import beside our own list, as the store's owner decided. */
  ownImports: ReadonlySet<string>
  /** Address of the store's owner, as the store's card gives it. */
  contact?: string | null
  /** What the store lies on, as far as that is known. */
  host?: Host | null
}

/** What rules that compare entries look at: plain data, small enough to be kept of entries that are not read again. */
export interface Named {
  id: string
  /** Null: no nnU-Net results. */
  nnunet: object | null
  /** Of one that was packed: null: no MONAI bundle. */
  monai?: object | null
  /** Of one that was read. */
  sections?: readonly { files: readonly { path: string }[] | null }[]
}

/** One rule. It never throws for what an entry holds. */
export type Check = (entries: readonly Entry[], context: CheckContext) => Problem[]
