/** Asks a host, judges what it answered, and says which clients work there. */
import type { Host } from '../zoo/card-schema.ts'
import { Asker, type AskerOptions } from './ask.ts'
import { changesFor, type Wanted } from './changes.ts'
import { checkArchives } from './check-archives.ts'
import { checkNames } from './check-names.ts'
import { checkPages } from './check-pages.ts'
import { CHECKS, type Check } from './check.ts'
import { judgeClients, type ClientVerdict } from './clients.ts'
import { adviseHost, serverOf, type HostAdvice } from './fitting-host.ts'
import { look } from './look.ts'

export interface Diagnosis {
  /** With a slash at the end. */
  address: string
  /** Models of the store; null: the address is no store's. */
  models: number | null
  /** Requests that were sent. */
  asked: number
  /** What the server calls itself; null: nothing that is known. */
  server: Host | null
  checks: Check[]
  clients: ClientVerdict[]
  changes: Wanted[]
  host: HostAdvice | null
  /** Where the store has its archives, which was asked too; null: they are in the store. */
  apart: string | null
  /** Hosts of files that lie elsewhere; at most three. */
  elsewhere: string[]
  /** False: a client fails that the store has entries for, or would fail at a store that is put there. */
  isWell: boolean
}

/** `stated` is `host:` of the store's card. @throws UserError where nobody answers, or the address leads elsewhere. */
export async function examine(
  store: URL,
  { stated = null, ...options }: AskerOptions & { stated?: Host | null } = {},
): Promise<Diagnosis> {
  const asker = new Asker(store, options)
  const seen = await look(asker)
  const judged = { ...checkArchives(seen), ...checkNames(seen), ...checkPages(seen, asker.certificate) }
  const checks = CHECKS.flatMap((name): Check[] => (judged[name] ? [{ name, ...judged[name] }] : []))
  const clients = judgeClients(checks, seen.files?.clients ?? new Set())
  const server = serverOf(seen)
  return {
    ...{
      address: seen.address,
      models: seen.files?.models ?? null,
      asked: asker.asked + seen.askedApart,
      server,
      checks,
      clients,
    },
    changes: changesFor(checks, server),
    host: adviseHost(seen, checks, stated),
    elsewhere: seen.files?.elsewhere ?? [],
    apart: seen.files?.apart?.address.href ?? null,
    isWell: isWell(checks, clients, seen.files !== null),
  }
}

/** Where no store lies yet, what was asked is the host's own doing, so that what is bad of it would be so with a store. */
function isWell(checks: readonly Check[], clients: readonly ClientVerdict[], isStore: boolean): boolean {
  if (!isStore) return !checks.some(({ state }) => state === 'bad')
  return !clients.some(({ works, isWanted }) => isWanted && works === 'fails')
}
