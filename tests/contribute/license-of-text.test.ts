/** Against real files: the licences of packages that are installed for the tests anyway, and what cards and data sets say. */
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { licenseOfText, licensesInText } from '../../src/contribute/license-of-text.ts'
import { licenseById } from '../../src/zoo/license.ts'

const MODULES = join(import.meta.dirname, '../../node_modules')

/** Licence files beside a package.json that names one of the licences that are told by their text. */
const packages = globSync(['*/LICENSE', '@*/*/LICENSE'], { cwd: MODULES }).flatMap((path) => {
  const { license } = JSON.parse(readFileSync(join(MODULES, dirname(path), 'package.json'), 'utf8')) as {
    license?: string
  }
  const isTold = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'MPL-2.0', '0BSD'].includes(
    license ?? '',
  )
  return isTold ? [{ path, license: license!.toLowerCase() }] : []
})

describe('the licence of a text', () => {
  it('is what the package of the file says, for nearly every installed package, and hardly ever another', () => {
    const answers = packages.map(({ path, license }) => ({
      path,
      license,
      found: licenseOfText(readFileSync(join(MODULES, path), 'utf8')),
    }))
    const wrong = answers.filter(({ found, license }) => found !== null && found !== license)
    expect(new Set(answers.map(({ found }) => found)).size).toBeGreaterThan(5)
    // Some packages do not agree with themselves.
    expect(wrong.length).toBeLessThan(packages.length * 0.02)
    expect(answers.filter(({ found }) => found === null).length).toBeLessThan(packages.length * 0.05)
  })

  it.each([
    [
      'cc-by-4.0',
      'Attribution 4.0 International\n\nCreative Commons Corporation ("Creative Commons") is not a law firm',
    ],
    [
      'cc-by-nc-sa-4.0',
      'Attribution-NonCommercial-ShareAlike 4.0 International\n====\nCreative Commons Corporation',
    ],
    [
      'cc-by-nc-nd-4.0',
      'Creative Commons Attribution-NonCommercial-NoDerivatives 4.0 International Public License',
    ],
    ['cc-by-sa-3.0', 'Creative Commons Legal Code\n\nAttribution-ShareAlike 3.0 Unported'],
    ['cc-by-nc-2.5', 'Creative Commons Attribution Non-Commercial 2.5 Generic'],
    ['cc0-1.0', 'Creative Commons Legal Code\n\nCC0 1.0 Universal'],
    ['cc-by-4.0', 'CC BY 4.0'],
    ['cc-by-nc-sa-4.0', 'CC-BY-NC-SA 4.0\n'],
    [
      'gpl-3.0',
      '                    GNU GENERAL PUBLIC LICENSE\n                       Version 3, 29 June 2007\n',
    ],
    ['agpl-3.0', 'GNU AFFERO GENERAL PUBLIC LICENSE\n Version 3, 19 November 2007\n'],
    [
      'lgpl-3.0',
      'GNU LESSER GENERAL PUBLIC LICENSE\nVersion 3, 29 June 2007\n GNU GENERAL PUBLIC LICENSE\nVersion 3, 29 June 2007',
    ],
    ['apache-2.0', 'SPDX-License-Identifier: Apache-2.0\n'],
    ['mit', '// SPDX-License-Identifier: MIT\ncode'],
    ['mit', ' MIT \n'],
    ['apache-2.0', 'Apache License 2.0'],
    [null, 'SPDX-License-Identifier: Nobody-1.0'],
    [null, 'Creative Commons Attribution 3.0 Germany'],
    [null, 'Ask us before you use it.'],
    [
      null,
      'The code: Apache License, Version 2.0. The weights: Creative Commons Attribution-NonCommercial 4.0 International.',
    ],
    [null, ''],
  ])('is %s for %j', (id, text) => {
    expect(licenseOfText(text)).toBe(id)
    if (id !== null) expect(licenseById(id)?.id).toBe(id)
  })

  it.each([
    ['Code License\n\nThis license applies to all files except the model weights.\n\n', ''],
    ['', '\n\nModel Weights License\n\nOur own words.'],
    ['', '\n\nThe Work may be used only non-commercially.'],
    ['', '\n\nThe weights are for research use only.'],
    [
      'SPDX-License-Identifier: Apache-2.0\n',
      '\nThe model weights included in this project are licensed under our terms.',
    ],
  ])('is none where further terms stand beside one that is known: %j … %j', (before, after) => {
    const text = (more: string[]) => `${more[0]}Apache License\nVersion 2.0, January 2004\n${more[1]}`
    expect(licenseOfText(text(['', '']))).toBe('apache-2.0')
    expect(licenseOfText(text([before, after]))).toBeNull()
    expect(licensesInText(text([before, after]))).toEqual(['apache-2.0'])
  })

  it('may speak of weights or of commerce where the licence itself does', () => {
    expect(licenseOfText('Gemma Terms of Use. The model weights are licensed to you.')).toBe('gemma')
    expect(
      licenseOfText('GNU GENERAL PUBLIC LICENSE\nVersion 3, 29 June 2007\n occasionally and noncommercially'),
    ).toBe('gpl-3.0')
  })

  it('is looked for in the beginning of a text alone', () => {
    expect(licenseOfText(`${'word '.repeat(40_000)} MIT`)).toBeNull()
  })
})

describe('a licence by its name', () => {
  it.each([
    ['Apache 2.0', 'apache-2.0'],
    ['Apache License, Version 2.0', 'apache-2.0'],
    ['apache2', null],
    ['MIT License', 'mit'],
    ['The MIT License', 'mit'],
    ['CC BY 4.0', 'cc-by-4.0'],
    ['CC-BY-SA 4.0', 'cc-by-sa-4.0'],
    ['cc_by_nc_4.0', 'cc-by-nc-4.0'],
    ['https://creativecommons.org/licenses/by/4.0/', 'cc-by-4.0'],
    ['https://spdx.org/licenses/MIT.html', 'mit'],
    ['BSD 3-Clause', 'bsd-3-clause'],
    ['BSD-3', 'bsd-3-clause'],
    ['GPLv3', 'gpl-3.0'],
    ['CC0', 'cc0-1.0'],
    ['Creative Commons Attribution 4.0 International', 'cc-by-4.0'],
    ['GPL-3.0-only', 'gpl-3.0-only'],
    ['hands off!', null],
    ['', null],
  ])('%s is %s', (name, id) => {
    expect(licenseOfText(name)).toBe(id)
  })
})

describe('a licence by its text', () => {
  it.each([
    ['Apache License\n                           Version 2.0, January 2004', 'apache-2.0'],
    [
      '                    GNU GENERAL PUBLIC LICENSE\n                       Version 3, 29 June 2007',
      'gpl-3.0',
    ],
    ['Attribution 4.0 International\n\n====', 'cc-by-4.0'],
    ['Creative Commons Legal Code\n\nAttribution-ShareAlike 3.0 Unported', 'cc-by-sa-3.0'],
    ['Attribution-NonCommercial-NoDerivatives 4.0 International', 'cc-by-nc-nd-4.0'],
    ['Creative Commons Legal Code\n\nCC0 1.0 Universal', 'cc0-1.0'],
    ['// SPDX-License-Identifier: BSD-2-Clause', 'bsd-2-clause'],
    ['Redistribution and use in source and binary forms, … Neither the name of X', 'bsd-3-clause'],
    ['Redistribution and use in source and binary forms, with', 'bsd-2-clause'],
    ['All rights reserved.', null],
    [`A licence of our own. ${'x '.repeat(1000)} It is not the Apache License, Version 2.0.`, null],
    ['a'.repeat(1_000_000), null],
  ])('is known where it is %#', (text, id) => {
    expect(licenseOfText(text)).toBe(id)
  })
})
