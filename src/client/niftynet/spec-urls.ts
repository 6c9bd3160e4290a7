/**
 * Where a NiftyNet server keeps its specs. Reader: NiftyNet 0.5.0 and 0.6.0 ask for the first address alone, 0.4.0 and 0.2.0 to 0.3.0 for
 * those of their own branch, and the first zoos had the specs at their top. Trap: the newest drop the first `_model_zoo` of an id,
 * wherever it stands, and the older ones keep it.
 */
const BRANCHES = ['5-reorganising-with-lfs', 'new_dataset_api', 'master'] as const
const OLD_FOLDERS = ['raw/new_dataset_api/', 'raw/master/', '']

/** The id that a model bears whichever way it was typed. */
export function shortId(id: string): string {
  return id.replace('_model_zoo', '')
}

/** In the order in which they are asked for. `server` without a slash at its end. */
export function specUrls(server: string, id: string): string[] {
  const short = shortId(id)
  const names = [...new Set([id, short, `${short}_model_zoo`])]
  const old = OLD_FOLDERS.flatMap((folder) => names.map((name) => `${server}/${folder}${name}.ini`))
  return [`${server}/raw/${BRANCHES[0]}/${short}/main.ini`, ...old]
}

/** One of them is there, whatever else is not. */
export function readmeUrls(server: string): string[] {
  return BRANCHES.map((branch) => `${server}/raw/${branch}/README.md`)
}
