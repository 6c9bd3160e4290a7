/** `npm run check`: reads and checks zoo/, or some entries of it, without building. docs/check.md tells of its options. */
import { PATIENCE } from '../src/client/net/network.ts'
import { checkZoo } from '../src/contribute/check/check-zoo.ts'
import { readTypedCheck } from '../src/contribute/check/typed-check.ts'
import { toWorkplace } from './command.ts'
import { healIfIdle } from './heal.ts'

export async function run(args: string[]): Promise<number> {
  const typed = readTypedCheck(args)
  const workplace = await toWorkplace(typed.options)
  await healIfIdle(workplace)
  const { isTTY, columns } = process.stderr
  const isPlain = Boolean(process.env['NO_COLOR']) || process.env['TERM'] === 'dumb'
  const abort = new AbortController()
  const stop = () => abort.abort()
  process.once('SIGINT', stop)
  try {
    return await checkZoo(typed, workplace, {
      print: (text) => console.log(text),
      tell: (text) => console.error(text),
      display: { columns: isTTY ? columns : undefined, isColoured: isTTY && !isPlain },
      network: { env: process.env, patience: { ...PATIENCE, tries: 3 }, signal: abort.signal },
    })
  } finally {
    process.off('SIGINT', stop)
  }
}
