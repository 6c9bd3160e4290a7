import { describe, expect, it } from 'vitest'
import { licenseOfName, licenseOfText } from '../../../src/contribute/import/license-of-text.ts'

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
    ['GPL-3.0-only', 'gpl-3.0-only'],
    ['hands off!', null],
    ['', null],
  ])('%s is %s', (name, id) => {
    expect(licenseOfName(name)).toBe(id)
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
