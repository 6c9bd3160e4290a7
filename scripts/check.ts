/** `npm run check`: reads and checks zoo/ without building. */
import { readAndCheck, withPictureProblems } from '../src/prepare.ts'
import { plural } from '../src/site/format.ts'
import { hasErrors } from '../src/zoo/problem.ts'
import { printProblems, readOptions, toWorkplace, WORKPLACE_FLAGS, WORKPLACE_OPTIONS } from './command.ts'
import { healIfIdle } from './heal.ts'

export async function run(args: string[]): Promise<number> {
  const workplace = await toWorkplace(readOptions(args, WORKPLACE_OPTIONS, WORKPLACE_FLAGS))
  await healIfIdle(workplace)
  const zoo = await readAndCheck(workplace)
  const problems = await withPictureProblems(zoo, workplace)
  printProblems(problems, 'Nothing was built.')
  if (hasErrors(problems)) return 1
  console.log(`${plural(zoo.entries.length, 'entry is', 'entries are')} fit to be published.`)
  return 0
}
