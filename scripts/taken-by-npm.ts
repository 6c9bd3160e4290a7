/**
 * Options that npm kept for itself. Of `npm run new --dry-run` the command hears nothing: npm takes what stands before `--` for its own settings,
 * and tells them in the environment (https://docs.npmjs.com/cli/v11/using-npm/config#environment-variables).
 */

/** Settings of npm that a person may have for other reasons, or that npm always tells. */
const NPMS_OWN = new Set(['cache', 'yes', 'json', 'force', 'version', 'only'])

/** Those of `options`, the command's own, that were typed before `--`. */
export function takenByNpm(options: readonly string[], env: NodeJS.ProcessEnv): string[] {
  return options.filter((name) => {
    const isNegative = name.startsWith('no-')
    const setting = name.replace(/^no-/, '')
    const value = NPMS_OWN.has(setting) ? undefined : env[`npm_config_${setting.replaceAll('-', '_')}`]
    return value !== undefined && (value === '') === isNegative
  })
}
