/** The program `net_download`. */
import { netDownload } from '../niftynet/net-download.ts'
import { progressBars } from './progress-bars.ts'
import { runProcess } from './run-process.ts'

/** Standard error belongs to what went wrong, unless somebody watches. */
const options = process.stderr.isTTY
  ? { startProgress: () => progressBars(process.stderr, { env: process.env, quiet: false }) }
  : {}

await runProcess((args, surroundings) => netDownload(args, surroundings, options))
