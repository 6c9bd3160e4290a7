/** Asks the addresses of a file in turn, each of them several times, until its part is whole and right. */
import { HttpFault } from '../../lib/http-fault.ts'
import { escapeHidden } from '../../zoo/problem.ts'
import { fillPart, StartOver, startOver, WrongFile, type Fill } from './fill-part.ts'
import { mayPass, NetworkFault, sentenceOf, showUrl } from './network-fault.ts'
import { pause, pauseAfter } from './pause.ts'
import type { Wanted } from './wanted.ts'

/** A try that brought this share of the file does not count: on a bad line a large file needs many. */
const GOOD_SHARE = 1 / 50

type Job = Omit<Fill, 'url'>

/** @throws NetworkFault with what each address says; Interrupted, DiskFault */
export async function fromAddresses(job: Job): Promise<{ url: string; sha256: string }> {
  const { wanted, part, telling } = job
  const faults: [string, HttpFault][] = []
  for (const url of new Set(wanted.urls)) {
    const found = await fromAddress({ ...job, url })
    if (typeof found === 'string') return { url, sha256: found }
    faults.push([url, found])
    if (faults.length < new Set(wanted.urls).size)
      telling.note(`${showUrl(url)}: ${found.message}. The next address is tried.`)
  }
  const status = faults.at(-1)?.[1].status ?? null
  throw new NetworkFault(sayWhy(wanted, faults, part.remains(wanted.size)), status)
}

function sayWhy({ label }: Wanted, faults: readonly [string, HttpFault][], remains: string): string {
  const name = escapeHidden(label)
  const sentences = faults.map(([url, fault]) => sentenceOf(url, fault))
  if (sentences.length === 0) return `${name} has no address.`
  if (sentences.length === 1) return `${name} cannot be downloaded. ${sentences[0]!} ${remains}`
  return [`${name} cannot be downloaded.`, ...sentences.map((line) => `  ${line}`), remains].join('\n')
}

/** The sum of the whole file; or the fault that no further try mends. */
async function fromAddress(job: Fill): Promise<string | HttpFault> {
  const { wanted, network, part, telling } = job
  let best = part.have
  let tried = 0
  for (;;) {
    try {
      await fillPart(job)
      return await rightSum(job)
    } catch (error) {
      if (!(error instanceof HttpFault)) throw error
      // Asked for everything the next time, so this happens once in a try.
      if (error instanceof StartOver && part.have > 0) {
        await startOver(job)
        continue
      }
      const gained = part.have - best
      best = Math.max(best, part.have)
      const isGood =
        mayPass(error) && wanted.size !== null && gained > 0 && gained >= wanted.size * GOOD_SHARE
      if (!isGood) tried++
      const ms = pauseAfter(Math.max(tried, 1), error, network.patience)
      if (ms === null) return error
      telling.note(`${showUrl(job.url)}: ${error.message}. Trying again in ${Math.ceil(ms / 1000)} s.`)
      await pause(ms, network)
    }
  }
}

async function rightSum(job: Fill): Promise<string> {
  const { wanted, network, part } = job
  const sha256 = await part.digest(network.signal)
  if (wanted.sha256 === null || wanted.sha256 === sha256) return sha256
  const message = `the file has the SHA-256 ${sha256} there, not ${wanted.sha256}`
  // Where an earlier piece may be to blame, the same address gets another try.
  const fault = part.isPieced ? new HttpFault(message) : new WrongFile(message)
  await startOver(job)
  throw fault
}
