/** Licences by the phrases that nobody changes in their texts, and by the many ways in which people write their names. */
import { licenseById } from '../../zoo/license.ts'

/** The title of a licence stands at its top; further down other licences are spoken of. */
const TITLE_CHARS = 1500

/** In this order: a text that holds the marks of several is the first of them. All patterns are plain alternatives without nesting. */
const BY_TITLE: readonly (readonly [RegExp, string])[] = [
  [/Apache License,?\s+Version 2\.0/i, 'apache-2.0'],
  [/GNU AFFERO GENERAL PUBLIC LICENSE\s+Version 3/i, 'agpl-3.0'],
  [/GNU LESSER GENERAL PUBLIC LICENSE\s+Version 3/i, 'lgpl-3.0'],
  [/GNU LESSER GENERAL PUBLIC LICENSE\s+Version 2\.1/i, 'lgpl-2.1'],
  [/GNU GENERAL PUBLIC LICENSE\s+Version 3/i, 'gpl-3.0'],
  [/GNU GENERAL PUBLIC LICENSE\s+Version 2/i, 'gpl-2.0'],
  [/Mozilla Public License,?\s+Version 2\.0/i, 'mpl-2.0'],
  [/CC0 1\.0 Universal/i, 'cc0-1.0'],
  [/Attribution-NonCommercial-ShareAlike (\d\.\d)/i, 'cc-by-nc-sa-$1'],
  [/Attribution-NonCommercial-NoDerivatives (\d\.\d)/i, 'cc-by-nc-nd-$1'],
  [/Attribution-NonCommercial (\d\.\d)/i, 'cc-by-nc-$1'],
  [/Attribution-ShareAlike (\d\.\d)/i, 'cc-by-sa-$1'],
  [/Attribution-NoDerivatives (\d\.\d)/i, 'cc-by-nd-$1'],
  [/(?:Creative Commons|CC) Attribution (\d\.\d)|^\s*Attribution (\d\.\d) International/i, 'cc-by-$1'],
  [/CreativeML Open RAIL-?M/i, 'creativeml-openrail-m'],
  [/BigScience (?:RAIL|Open RAIL-M) License/i, 'bigscience-openrail-m'],
  [/This is free and unencumbered software released into the public domain/i, 'unlicense'],
  [/Boost Software License - Version 1\.0/i, 'bsl-1.0'],
]

/** The SPDX or Hugging Face id of a licence's text; null: it is none that is known by its phrases. */
export function licenseOfText(text: string): string | null {
  const plain = text.slice(0, 64 * 1024).replace(/\s+/g, ' ')
  const stated = /SPDX-License-Identifier: ?([A-Za-z0-9.+-]{1,60})/.exec(plain)?.[1]
  return known(stated ?? null) ?? byTitle(plain.slice(0, TITLE_CHARS)) ?? byPhrases(plain)
}

function byTitle(head: string): string | null {
  for (const [pattern, id] of BY_TITLE) {
    const found = pattern.exec(head)
    if (found !== null) return known(id.replace('$1', found[1] ?? found[2] ?? ''))
  }
  return null
}

/** The short ones, often without a title. */
function byPhrases(text: string): string | null {
  if (text.includes('Permission is hereby granted, free of charge, to any person obtaining a copy'))
    return text.includes('above copyright notice and this permission notice') ? 'mit' : 'mit-0'
  if (/Permission to use, copy, modify, and(?:\/or)? distribute this software/.test(text)) return 'isc'
  if (!text.includes('Redistribution and use in source and binary forms')) return null
  if (text.includes('All advertising materials mentioning')) return 'bsd-4-clause'
  return /Neither the names? /i.test(text) ? 'bsd-3-clause' : 'bsd-2-clause'
}

/** The id that somebody meant by `Apache License 2.0`, `CC BY 4.0` or `GPLv3`; null: none is sure. */
export function licenseOfName(name: string): string | null {
  const short = name.slice(0, 100).toLowerCase().trim()
  const plain = short
    .replace(/^https?:\/\/creativecommons\.org\/licenses\/([a-z-]+)\/(\d\.\d)\/?$/, 'cc-$1-$2')
    .replace(/^https?:\/\/spdx\.org\/licenses\/([a-z0-9.+-]+?)(\.html)?$/, '$1')
    .replace(/\b(the|licen[cs]e|version|international|software)\b/g, ' ')
    .replace(/\bv\.?(?=\d)/g, ' ')
    .replace(/(?<=[a-z])v(?=\d)/g, ' ')
    .replace(/[\s_,]+/g, ' ')
    .trim()
  const dashed = plain.replace(/ /g, '-').replace(/-{2,}/g, '-')
  const candidates = [
    short,
    plain,
    dashed,
    `${dashed}.0`,
    dashed.replace(/^(bsd)-?(\d)(-clause)?$/, '$1-$2-clause'),
  ]
  for (const candidate of candidates) {
    const id = known(candidate)
    if (id !== null) return id
  }
  return licenseOfText(name.slice(0, 200))
}

function known(id: string | null): string | null {
  return id === null ? null : (licenseById(id)?.id ?? null)
}
