import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { escapeHidden } from '../../zoo/problem.ts'
import { UsageError } from '../usage-error.ts'

/** The options of a command, and the words beside them. @throws UsageError for what the command does not know. */
export function typedOptions<Options extends ParseArgsOptionsConfig>(
  command: string,
  args: string[],
  options: Options,
) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: true })
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    // What follows is Node's advice, which our help gives better.
    const sentence = error.message.split(/\.(?:\s|$)/, 1)[0]!
    throw new UsageError(`${escapeHidden(sentence)}. "zoopress help ${command}" tells the options.`)
  }
}
