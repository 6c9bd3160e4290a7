/** `npm run new` as people run it: at a terminal, and in scripts. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { REPOSITORY, zoopress } from './command.ts'
import { freshFolder } from './folders.ts'
import { atTerminal, PYTHON } from './terminal.ts'

interface Place {
  source: string
  zoo: string
}

function place(): Place {
  const folder = freshFolder('new')
  onTestFinished(folder.remove)
  const source = join(folder.path, 'my_model')
  mkdirSync(source)
  cpSync(join(REPOSITORY, 'zoo/phantom_unet3d/weights/model.safetensors'), join(source, 'model.safetensors'))
  return { source, zoo: join(folder.path, 'zoo') }
}

const ENTER = '\r'
const CLEAR = '\u0015'
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/u

if (PYTHON !== null)
  describe('at a terminal', () => {
    it('asks, says at once what is wrong, and makes an entry', async () => {
      const { source, zoo } = place()
      const { code, shown } = await atTerminal(
        ['new', '--zoo', zoo],
        [
          ['Where are its files?', source + ENTER],
          ['Short name', `${CLEAR}raw${ENTER}`],
          ['Choose another', `${CLEAR}brain${ENTER}`],
          ['Title', ENTER],
          ['What does it do?', `Segments brains in MR.${ENTER}`],
          ['What may others do', ENTER],
          ['Choose with the arrow keys', 'apache'],
          ['notices are kept', ENTER],
          ['Who made it?', `Ada Example${ENTER}`],
          ['Task', ENTER],
          ['Kind of images', ENTER],
          ['Framework', ENTER],
          ['Make ', ENTER],
        ],
      )
      expect({ code, shown: code === 0 ? '' : shown }).toEqual({ code: 0, shown: '' })
      expect(readdirSync(join(zoo, 'brain/weights'))).toEqual(['model.safetensors'])
      expect(readFileSync(join(zoo, 'brain/README.md'), 'utf8')).toMatch(
        `---
title: Brain
summary: Segments brains in MR.
version: "1.0"
license: apache-2.0
library_name: safetensors
pipeline_tag: image-segmentation
modality:
  - MR
authors:
  - name: Ada Example
---
`,
      )
      expect((await zoopress(['check', '--zoo', zoo])).code).toBe(0)
    })

    it.each([
      ['Ctrl-C', '\u0003'],
      ['Ctrl-D', '\u0004'],
    ])('ends with 130 at %s, says that nothing was written, and leaves nothing', async (_, key) => {
      const { source, zoo } = place()
      const { code, shown } = await atTerminal(
        ['new', source, '--zoo', zoo],
        [['Short name', `${CLEAR}${key}`]],
      )
      expect(code).toBe(130)
      expect(shown).toContain('Stopped. Nothing was written.')
      expect(existsSync(zoo)).toBe(false)
    })

    it('shows no colours where NO_COLOR says so', async () => {
      const { source, zoo } = place()
      const { shown } = await atTerminal(['new', source, '--zoo', zoo], [['Short name', '\u0003']], {
        NO_COLOR: '1',
      })
      expect(shown).toContain('my_model')

      expect(shown).not.toMatch(/\u001b\[\d*(;\d+)*m/)
    })
  })

describe('without a terminal', () => {
  it('makes an entry of flags, and prints no control characters of files', async () => {
    const { source, zoo } = place()
    writeFileSync(join(source, 'a\u001b[31m.txt'), '')
    const args = ['new', source, '--zoo', zoo, '--summary', 'Segments.', '--license', 'mit', '--leave-out']
    const { code, stdout, stderr } = await zoopress(args)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('a\\x1b[31m.txt → a__31m.txt')
    expect(stdout).toContain('npm run check -- my_model')
    expect(stdout + stderr).not.toMatch(CONTROL)
  })

  it('lists everything that is missing at once, and writes nothing', async () => {
    const { source, zoo } = place()
    const { code, stderr } = await zoopress(['new', source, '--zoo', zoo, '--doi', '10.1000/x'])
    expect(code).toBe(1)
    expect(stderr).toMatch(
      /^These answers are missing or wrong:\n {2}--summary TEXT: .*\n {2}--license ID: .*\n.* Nothing was written\.\n$/,
    )
    expect(existsSync(zoo)).toBe(false)
  })

  it('knows no other options', async () => {
    const { code, stderr } = await zoopress(['new', '--licence', 'mit'])
    expect(code).toBe(1)
    expect(stderr).toContain('"npm run new -- --help" lists the options.')
  })
})
