/**
 * What the store's owner makes of warnings: `checks: { home-path: error, e-mail: off }` in `zoo/README.md`.
 */
import type { FrontMatter } from './front-matter.ts'
import { certainKey, nearestKey } from './keys.ts'
import { problemAtPlace } from './place.ts'
import { quote, type Problem } from './problem.ts'

/** Kinds of warnings. What is an error is one for a reason that no owner can judge away. */
export const WARNING_KINDS = [
  'checkpoint-code',
  'e-mail',
  'git-file-size',
  'home-path',
  'hostname',
  'nnunet-plans',
  'patient-data',
  'release-size',
  'site-size',
  'turned-text',
  'unrecognised-network',
] as const

const LEVELS = ['error', 'warning', 'off'] as const
type Level = (typeof LEVELS)[number]

/** By kind; one that is missing stays as it is. */
export type OwnerChecks = Readonly<Record<string, Level>>

/** `checks` of the store's card; a setting that is wrong is reported and left out. */
export function readOwnerChecks(
  front: Pick<FrontMatter, 'values' | 'placeOf'>,
  file: string,
): { checks: OwnerChecks; problems: Problem[] } {
  const stated = front.values['checks'] ?? {}
  if (typeof stated !== 'object' || Array.isArray(stated)) {
    const message = 'checks: This must hold one kind a key, such as "home-path: error".'
    return { checks: {}, problems: [problemAtPlace(file, front.placeOf(['checks']), message)] }
  }
  const settings = Object.entries(stated)
  const problems = settings.flatMap(([kind, level]) => {
    const wrongKind = kindFault(kind)
    const fault = wrongKind ?? levelFault(kind, level)
    if (fault === null) return []
    const place = front.placeOf(['checks', kind], wrongKind === null ? 'value' : 'key')
    const replacement = wrongKind === null ? null : certainKey(kind, WARNING_KINDS, stated)
    return [problemAtPlace(file, place, `checks: ${fault}`, { replacement })]
  })
  const right = settings.filter(([kind, level]) => kindFault(kind) === null && isLevel(level))
  return { checks: Object.fromEntries(right), problems }
}

/** The problems as the owner wants them: warnings of a kind that was set become errors, or are left out. */
export function applyOwnerChecks(problems: readonly Problem[], checks: OwnerChecks): Problem[] {
  return problems.flatMap((problem) => {
    const { kind, severity } = problem
    const level = severity === 'warning' && kind !== undefined && Object.hasOwn(checks, kind) && checks[kind]
    if (level === false || level === undefined) return [problem]
    return level === 'off' ? [] : [{ ...problem, severity: level }]
  })
}

function kindFault(kind: string): string | null {
  if (WARNING_KINDS.some((known) => known === kind)) return null
  const nearest = nearestKey(kind, WARNING_KINDS)
  const advice = nearest ? `Did you mean ${nearest}?` : `These can be set: ${WARNING_KINDS.join(', ')}.`
  return `${quote(kind)} is not a kind of warning. ${advice}`
}

function levelFault(kind: string, level: unknown): string | null {
  return isLevel(level) ? null : `${kind} must be error, warning or off, not ${quote(level)}.`
}

function isLevel(level: unknown): level is Level {
  return LEVELS.some((known) => known === level)
}
