/** `zoopress export` of folders that tests make. */
import { dirname } from 'node:path'
import { run } from '../../../src/client/cli/export.ts'
import { bytesOf } from '../../../src/lib/byte-source.ts'
import { UserError } from '../../../src/lib/user-error.ts'
import { openRecord, readZipRecords } from '../../../src/inspect/zip/records.ts'
import { readFileSync } from 'node:fs'
import { surroundings, type Outcome } from './model-zip.ts'

/** Its folders are called RESULTS and OUT in what it says. */
export async function exportFolder(
  folder: string,
  toPath: string,
  resultsDir: string,
  ...options: string[]
): Promise<Outcome> {
  const around = surroundings()
  const told = (text: string) =>
    text
      .replaceAll(resultsDir, 'RESULTS')
      .replaceAll(dirname(toPath), 'OUT')
      .replace(/[0-9a-f]{64}/g, '…')
  try {
    const code = await run([folder, '-o', toPath, ...options], around)
    return { code, said: told(around.lines.join('\n')) }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { code: null, said: told(error.message) }
  }
}

/** Path → content of a zip, in its own order. */
export function unzipped(zipPath: string): Map<string, Buffer> {
  const bytes = bytesOf(readFileSync(zipPath))
  return new Map(
    readZipRecords(bytes).map((record) => {
      const content = openRecord(bytes, record, 1e9)
      return [record.name, content.read(0, content.size)]
    }),
  )
}
