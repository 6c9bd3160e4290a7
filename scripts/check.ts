/** `npm run check`: reads and checks zoo/ without building. */
import { readAndCheck, withPictureProblems } from '../src/prepare.ts'
import { checkSince } from '../src/release/check-since.ts'
import { plural } from '../src/site/format.ts'
import { hasErrors } from '../src/zoo/problem.ts'
import { printProblems, readOptions, toWorkplace, WORKPLACE_FLAGS, WORKPLACE_OPTIONS } from './command.ts'
import { healIfIdle } from './heal.ts'

export async function run(args: string[]): Promise<number> {
  const options = readOptions(args, [...WORKPLACE_OPTIONS, 'since'], WORKPLACE_FLAGS)
  const workplace = await toWorkplace(options)
  await healIfIdle(workplace)
  const zoo = await readAndCheck(workplace)
  const since = options['since'] === undefined ? [] : checkSince(options['since'], zoo.locks)
  const problems = [...(await withPictureProblems(zoo, workplace)), ...since]
  printProblems(problems, 'Nothing was built.')
  if (hasErrors(problems)) return 1
  console.log(`${plural(zoo.entries.length, 'entry is', 'entries are')} fit to be published.`)
  return 0
}
