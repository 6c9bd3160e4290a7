/** Which clients work at a host, by what each of them needs (docs/clients.md). */
import type { Check, CheckName } from './check.ts'

export interface ClientRow {
  /** As `clients` of the catalogue calls it; null: that never names it. */
  client: string | null
  name: string
  /** One that is bad, and the client fails. */
  needs: readonly CheckName[]
  /** One that is not good, and the client works with less comfort. */
  wants?: readonly CheckName[]
}

export type Works = 'works' | 'partly' | 'fails' | 'unknown'

export interface ClientVerdict {
  client: string | null
  name: string
  works: Works
  /** Checks that spoil it. */
  because: CheckName[]
  /** The store has entries for it. */
  isWanted: boolean
}

const FILE = ['certificate', 'archive'] as const

export const CLIENT_ROWS: readonly ClientRow[] = [
  {
    client: 'niftynet',
    name: 'NiftyNet 0.2.0 to 0.3.0',
    needs: [...FILE, 'missing', 'address', 'spec-oldest'],
  },
  { client: 'niftynet', name: 'NiftyNet 0.4.0', needs: [...FILE, 'missing', 'address', 'spec-old'] },
  { client: 'niftynet', name: 'NiftyNet 0.5.0, 0.6.0', needs: [...FILE, 'missing', 'address', 'spec-new'] },
  {
    client: 'digits',
    name: 'DIGITS 5, 6',
    needs: ['certificate', 'digits', 'digits-length'],
    wants: ['digits-length', 'missing-length'],
  },
  { client: 'digits', name: 'DIGITS of August 2016', needs: ['certificate', 'digits', 'home'] },
  { client: 'nnunet', name: 'nnU-Net v2', needs: [...FILE, 'length', 'plain'] },
  {
    client: 'zoopress',
    name: 'zoopress',
    needs: [...FILE, 'plain'],
    wants: ['range', 'if-range'],
  },
  { client: 'curl', name: 'curl -C -', needs: FILE, wants: ['range'] },
  { client: 'aria2', name: 'aria2', needs: [...FILE, 'own-length', 'range'], wants: ['range'] },
  { client: 'pooch', name: 'pooch, Python', needs: [...FILE, 'plain'] },
  { client: 'torch-hub', name: 'torch.hub', needs: FILE, wants: ['length'] },
  { client: 'monai', name: 'MONAI', needs: FILE },
  {
    client: 'browser',
    name: 'browsers',
    needs: ['certificate', 'page', 'types', 'slash'],
  },
  { client: null, name: 'Hugging Face', needs: ['certificate', 'hub'] },
]

/** `wanted` are the catalogue's clients; every store has pages. */
export function judgeClients(checks: readonly Check[], wanted: ReadonlySet<string>): ClientVerdict[] {
  const state = new Map(checks.map(({ name, state }) => [name, state]))
  return CLIENT_ROWS.map(({ client, name, needs, wants = [] }) => {
    const spoilt = needs.filter(
      (need) => state.get(need) === 'bad' || (need === 'hub' && state.get(need) === 'note'),
    )
    const lacking = wants.filter((want) => ['poor', 'bad'].includes(state.get(want) ?? 'good'))
    // What lies elsewhere was not asked.
    const isElsewhere =
      needs.includes('archive') && (!state.has('archive') || state.get('archive') === 'note')
    const isKnown = !isElsewhere && needs.some((need) => need !== 'certificate' && state.has(need))
    const works = spoilt.length > 0 ? 'fails' : !isKnown ? 'unknown' : lacking.length > 0 ? 'partly' : 'works'
    return {
      ...{ client, name, works },
      because: [...new Set([...spoilt, ...lacking])],
      isWanted: client === 'browser' || (client !== null && wanted.has(client)),
    }
  })
}
