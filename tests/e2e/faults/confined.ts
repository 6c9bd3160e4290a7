/**
 * Rights as a person has them. Whoever runs the tests as root may do everything; without these two capabilities the permissions of files
 * count for root too, and everything that root owns stays within reach.
 */
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findProgram, run } from '../command.ts'
import { freshFolder } from '../folders.ts'

/** What comes before a command line. Throws where a program so confined may still read what it has no right to. */
export async function confined(): Promise<string[]> {
  const drop = ['--bounding-set=-dac_override,-dac_read_search', '--inh-caps=-all']
  const prefix = process.getuid?.() === 0 ? [findProgram('setpriv') ?? 'setpriv', ...drop] : []
  const folder = freshFolder('confined')
  const secret = join(folder.path, 'secret')
  writeFileSync(secret, 'x')
  chmodSync(secret, 0)
  const [program, ...args] = [...prefix, 'cat', secret]
  const { code } = await run(program, args)
  folder.remove()
  if (code === 0)
    throw new Error(
      'Rights cannot be taken from a program here: run the tests as a user, or install util-linux.',
    )
  return prefix
}
