/** One verified download by the compiled client: `node download.mjs FOLDER URL OUT SHA256 SIZE`. */
import { pathToFileURL } from 'node:url'

const [compiled = '', url = '', path = '', sha256 = '', size = ''] = process.argv.slice(2)
const client = `${pathToFileURL(compiled).href}/client/net`
const { download } = await import(`${client}/download.js`)
const { PATIENCE } = await import(`${client}/network.js`)
const network = { env: {}, patience: PATIENCE, signal: new AbortController().signal }
await download({ urls: [url], path, size: Number(size), sha256, label: 'weights' }, network)
