import { describe, expect, it } from 'vitest'
import { proposeFromPyproject } from '../../../src/contribute/new/propose-pyproject.ts'

describe('proposals from pyproject.toml', () => {
  it('are the facts of [project]', () => {
    const text = `[build-system]
name = "not this"
[project]
name = "liver-unet" # the package
description = 'Segments livers.'
version = "1.2"
license = {text = "MIT"}
authors = [
  {name = "Ada Example", email = "ada@example.org"},
  {name = "Bob Example"},
]
[project.urls]
Homepage = "https://example.org"
`
    expect(proposeFromPyproject(text)).toEqual({
      title: 'liver unet',
      summary: 'Segments livers.',
      version: '1.2',
      homepage: 'https://example.org',
      license: 'mit',
      authors: 'Ada Example; Bob Example',
    })
  })

  it("are those of Poetry's table, without addresses", () => {
    const text =
      '[tool.poetry]\nname = "x"\nversion = "0.1.0"\nauthors = ["Ada Example <ada@example.org>"]\nlicense = "BSD-3-Clause"\n'
    expect(proposeFromPyproject(text)).toMatchObject({ authors: 'Ada Example', license: 'bsd-3-clause' })
  })

  it('are empty for anything else', () => {
    expect(Object.values(proposeFromPyproject('x = 1\n[[\nname = """a')).join('')).toBe('')
  })
})
