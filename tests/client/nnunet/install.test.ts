/** What `zoopress install` says to what was typed wrong. */
import { expect, it } from 'vitest'
import { run } from '../../../src/client/cli/install.ts'
import { UsageError } from '../../../src/client/usage-error.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'
import { install, shapes, surroundings, zipOf } from './model-zip.ts'

async function typedWrong(...args: string[]): Promise<string> {
  const error: unknown = await run(args, surroundings()).catch((error: unknown) => error)
  expect(error).toBeInstanceOf(UsageError)
  return (error as UsageError).message
}

it('says what is wrong with the command line', async () => {
  expect(await typedWrong()).toMatchInlineSnapshot(
    `"Name one zip: zoopress install FILE.zip, or its address."`,
  )
  expect(await typedWrong('a.zip', 'b.zip')).toMatchInlineSnapshot(
    `"Name one zip: zoopress install FILE.zip, or its address."`,
  )
  expect(await typedWrong('a.zip')).toMatchInlineSnapshot(
    `"Where are the results of nnU-Net? Give the folder with --results, or set nnUNet_results as nnU-Net itself asks for."`,
  )
  expect(await typedWrong('a.zip', '--results', '/r', '--sha256', 'abc')).toMatchInlineSnapshot(
    `"--sha256 takes 64 hexadecimal digits, as sha256sum prints them."`,
  )
  expect(await typedWrong('a.zip', '--results', '/r', '--as', 'Shapes')).toMatchInlineSnapshot(
    `"--as "Shapes" is no name of nnU-Net's. Write Dataset001_Name, or Dataset001_Name/nnUNetTrainer__nnUNetPlans__3d_fullres."`,
  )
  expect(await typedWrong('a.zip', '--as', 'Dataset901_Shapes/../../x')).toMatchInlineSnapshot(
    `"--as "Dataset901_Shapes/../../x" is no name of nnU-Net's. Write Dataset001_Name, or Dataset001_Name/nnUNetTrainer__nnUNetPlans__3d_fullres."`,
  )
  expect(await typedWrong('a.zip', '--folds', '1')).toMatchInlineSnapshot(
    `"Unknown option '--folds'. "zoopress help install" tells the options."`,
  )
})

it('refuses a file whose SHA-256 is another', async () => {
  const { code, said } = await install(zipOf(shapes()), freshFolder(), '--sha256', '0'.repeat(64))
  expect(code).toBe(null)
  expect(said.replace(/SHA-256 [0-9a-f]{64}/, 'SHA-256 …')).toMatchInlineSnapshot(
    `"ZIP/model.zip has the SHA-256 …, and 0000000000000000000000000000000000000000000000000000000000000000 was expected. Fetch it again. Nothing was installed."`,
  )
})
