/** `npm run dev`: the store as it will look, made again whenever a file under zoo/ changes. */
import { once } from 'node:events'
import { dev } from 'astro'
import { zoopress } from '../src/integration.ts'
import {
  printProblems,
  readOptions,
  readPort,
  toWorkplace,
  WORKPLACE_FLAGS,
  WORKPLACE_OPTIONS,
} from './command.ts'

const DEFAULT_PORT = 4321

/** Ends when the process is told to. */
export async function run(args: string[]): Promise<number> {
  const options = readOptions(args, [...WORKPLACE_OPTIONS, 'port'], WORKPLACE_FLAGS)
  const workplace = await toWorkplace(options)
  const integration = await zoopress(workplace, (problems) =>
    printProblems(problems, 'The pages show the store without what is wrong.'),
  )
  const server = await dev({
    root: workplace.root,
    integrations: [integration],
    server: { port: readPort(options['port'], DEFAULT_PORT) },
    logLevel: 'warn',
  })
  const { port } = server.address
  console.log(
    `The store is at http://localhost:${port}/ and follows ${workplace.label}/ and ${workplace.label}.lock/. Stop it with Ctrl-C.`,
  )
  await once(process, 'SIGINT')
  await server.stop()
  return 0
}
