/** Runs the real Python, whose parsers are the ones that clients use. */
import { spawnSync } from 'node:child_process'

/** The JSON that a script prints, given `input` on its standard input. Throws what the script says where it fails. */
export function python(script: string, input: string): unknown {
  const { status, stdout, stderr } = spawnSync('python3', ['-c', script], { input, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout)
}

/** A spec as NiftyNet's client sees it: sections of keys and interpolated values, in their order. */
export function parseSpec(text: string): Record<string, Record<string, string>> {
  const script = `
import configparser, json, sys
parser = configparser.ConfigParser()
parser.read_string(sys.stdin.buffer.read().decode('ascii'))
print(json.dumps({name: dict(parser[name]) for name in parser.sections()}))`
  return python(script, text) as Record<string, Record<string, string>>
}

/** The text of every element with this name, by Python's XML parser; throws where the document is not well-formed. */
export function xmlTexts(text: string, name: string): string[] {
  const script = `
import json, sys, xml.etree.ElementTree
tree = xml.etree.ElementTree.fromstring(sys.stdin.buffer.read())
print(json.dumps([e.text or '' for e in tree.iter() if e.tag.endswith('}${name}')]))`
  return python(script, text) as string[]
}
