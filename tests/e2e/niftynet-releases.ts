/** What each release of NiftyNet's `net_download` asks for (docs/clients.md). */

export interface Release {
  release: string
  readme: string
  spec: (typed: string) => string
}

/** Up to 0.4.0 the id is asked for as it was typed; later releases cut the first `_model_zoo` out and ask for a folder. */
const asTyped = (release: string, branch: string): Release => ({
  release,
  readme: `raw/${branch}/README.md`,
  spec: (typed) => `raw/${branch}/${typed}.ini`,
})
const shortened = (release: string, branch: string): Release => ({
  release,
  readme: `raw/${branch}/README.md`,
  spec: (typed) => `raw/${branch}/${typed.replace('_model_zoo', '')}/main.ini`,
})

export const RELEASES: readonly Release[] = [
  asTyped('0.2.0', 'master'),
  asTyped('0.2.1', 'master'),
  asTyped('0.2.2', 'master'),
  asTyped('0.3.0', 'master'),
  asTyped('0.4.0', 'new_dataset_api'),
  shortened('0.5.0', '5-reorganising-with-lfs'),
  shortened('0.6.0', '5-reorganising-with-lfs'),
]
