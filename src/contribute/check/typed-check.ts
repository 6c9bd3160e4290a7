/** What a person types behind `npm run check --`. */
import { parseArgs } from 'node:util'
import { UserError } from '../../lib/user-error.ts'

export interface TypedCheck {
  /** Entries; none: all. */
  ids: string[]
  /** Of the workplace: `zoo`, `out`, `cache`, `archive`, and `allow-hard-links` as `yes`. */
  options: Record<string, string | undefined>
  fix: boolean
  dryRun: boolean
  json: boolean
  /** Undefined: where GITHUB_ACTIONS says so. */
  annotations: boolean | undefined
  remote: 'size' | 'full' | null
  /** A state of the repository since which records of releases only grow; null: none is looked at. */
  since: string | null
}

/** @throws UserError for anything that is no option of this command. */
export function readTypedCheck(args: readonly string[]): TypedCheck {
  const { values, positionals } = parse(args.map((arg) => (arg === '--remote' ? '--remote=size' : arg)))
  const { fix = false, 'dry-run': dryRun = false, json = false, annotations, remote, sums = false } = values
  if (dryRun && !fix) throw new UserError('--dry-run shows what --fix would change: give both.')
  if (remote !== undefined && remote !== 'size' && remote !== 'full')
    throw new UserError(
      '--remote stands alone, or as --remote=full, which downloads everything for its sums.',
    )
  return {
    ids: positionals,
    options: {
      zoo: values.zoo,
      out: values.out,
      cache: values.cache,
      archive: values.archive,
      'allow-hard-links': values['allow-hard-links'] === true ? 'yes' : undefined,
    },
    fix,
    dryRun,
    json,
    annotations,
    remote: sums ? 'full' : (remote ?? null),
    since: values.since ?? null,
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, strict: true, allowPositionals: true, allowNegative: true })
  } catch (error) {
    const what = (error as Error).message.split('. ')[0]!.replace(/\.$/, '')
    throw new UserError(`${what}. "npm run check -- --help" lists the options.`)
  }
}

const OPTIONS = {
  zoo: { type: 'string' },
  out: { type: 'string' },
  cache: { type: 'string' },
  archive: { type: 'string' },
  since: { type: 'string' },
  'allow-hard-links': { type: 'boolean' },
  fix: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
  annotations: { type: 'boolean' },
  remote: { type: 'string' },
  sums: { type: 'boolean' },
} as const
