/** Extended headers of tar: pax records (IEEE 1003.1, "pax Header Block") and GNU's long names. */
import { ArchiveFault } from './member.ts'

/** What they say about the member behind them. */
export interface Extension {
  name?: Buffer
  size?: number
}

const broken = (why: string) => new ArchiveFault(`It is broken: ${why}.`)

/** The name and size in a header of one member; other facts, such as times and owners, mean nothing to us. */
export function parsePax(data: Buffer): Extension {
  const records = paxRecords(data)
  refuseSparse(records)
  const name = records.get('path')
  const size = records.get('size')?.toString('latin1')
  if (size !== undefined && !/^[0-9]{1,15}$/.test(size)) throw broken('a size in it is no number')
  return { ...(name && { name }), ...(size !== undefined && { size: Number(size) }) }
}

/** A header for all members may hold remarks alone: readers disagree about names and sizes in it. */
export function checkGlobalPax(data: Buffer): void {
  const records = paxRecords(data)
  refuseSparse(records)
  const key = ['path', 'linkpath', 'size'].find((key) => records.has(key))
  if (key !== undefined)
    throw new ArchiveFault(`It gives all its files one ${key}, which systems read in different ways.`)
}

/** The name in GNU's header of type `L`: up to a zero byte, with nothing behind it. */
export function parseLongName(data: Buffer): Extension {
  const end = data.indexOf(0)
  const name = end === -1 ? data : data.subarray(0, end)
  if (data.subarray(name.length).some((byte) => byte !== 0)) throw broken('something lies behind a long name')
  return { name }
}

function refuseSparse(records: ReadonlyMap<string, Buffer>): void {
  for (const key of records.keys())
    if (key.startsWith('GNU.sparse.'))
      throw new ArchiveFault('It holds a sparse file, which systems read in different ways.')
}

/** Each record is `<its length> <key>=<value>\n`. */
function paxRecords(data: Buffer): Map<string, Buffer> {
  const records = new Map<string, Buffer>()
  for (let at = 0; at < data.length;) {
    const digits = /^([1-9][0-9]{0,7}) /.exec(data.toString('latin1', at, at + 9))?.[1]
    const end = at + Number(digits)
    const equals = digits === undefined ? -1 : data.indexOf(0x3d, at)
    if (digits === undefined || equals === -1 || equals >= end || end > data.length || data[end - 1] !== 0x0a)
      throw broken('an extended header in it cannot be read')
    const key = data.toString('utf8', at + digits.length + 1, equals)
    if (records.has(key)) throw broken('an extended header in it says something twice')
    records.set(key, data.subarray(equals + 1, end - 1))
    at = end
  }
  return records
}
