import { expect, it } from 'vitest'
import { formatNiftynetReadme } from '../../src/formats/niftynet-readme.ts'

it('the file that NiftyNet probes is ASCII, never empty, and says how to use the store', () => {
  const text = formatNiftynetReadme()
  expect(text).toMatch(/^# [\n -~]+\n$/)
  expect(text).toContain('`niftynet_model_zoo`')
  expect(text).toContain('net_download <id>')
})
