/**
 * URL: /raw/<branch>/README.md, one for each branch that a release of NiftyNet is bound to.
 * Reader: NiftyNet's `net_download`, 0.2.0 to 0.6.0, which asks for it to see whether the server is alive.
 * Trap: without it an unknown id is reported as "server is not running". Only the status matters; the text is for people who look.
 */
const README = `# NiftyNet's branch of this model zoo

NiftyNet's \`net_download\` asks for this file to see whether the zoo is there, and then for the spec of the model.

To use this zoo, set the environment variable \`niftynet_model_zoo\` (NiftyNet 0.4.0 and later) to this file's address
up to \`/raw/\`, and run \`net_download <id>\`.

What each spec lists, and what else the zoo has to offer, is in \`catalogue.json\` at that address.
`

/** The same ASCII text in every branch and every store. */
export function formatNiftynetReadme(): string {
  return README
}
