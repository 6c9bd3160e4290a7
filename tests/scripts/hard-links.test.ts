import { linkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { zoopress } from '../e2e/command.ts'
import { GOOD, writeZoo } from '../zoo/folders.ts'

it('hard links are refused unless the command allows them; nothing in the zoo can', async () => {
  const zooDir = writeZoo({ ...GOOD.card, 'README.md': '---\nallow-hard-links: true\n---\n# Zoo\n' })
  linkSync(join(zooDir, 'liver/weights/model.safetensors'), join(writeZoo({}), 'second-name'))
  const refused = await zoopress(['check', '--zoo', zooDir])
  expect([refused.code, refused.stderr]).toEqual([
    1,
    expect.stringContaining('run the command with --allow-hard-links'),
  ])
  const allowed = await zoopress(['check', '--zoo', zooDir, '--allow-hard-links'])
  expect([allowed.code, allowed.stdout]).toEqual([0, '1 entry is fit to be published.\n'])
})
