import { sectionValues } from './interpolate.ts'
import { parsePythonConfig } from './python-config.ts'

/** What a server says of a model: `main.ini`. Keys in lower case. */
export interface Spec {
  /** Its path or address, for errors. */
  source: string
  bytes: Buffer
  /** `[config]`: `version`, `min_niftynet`, `min_download_api`; empty where there is none. */
  config: ReadonlyMap<string, string>
  /** All others, in the order of the file. */
  sections: ReadonlyMap<string, ReadonlyMap<string, string>>
}

/** @throws PythonConfigError */
export function readSpec(bytes: Buffer, source: string): Spec {
  const parsed = parsePythonConfig(bytes, source)
  const values = (name: string) => sectionValues(parsed, name, source)
  const names = [...parsed.sections.keys()].filter((name) => name !== 'config')
  return {
    ...{ source, bytes },
    config: parsed.sections.has('config') ? values('config') : new Map(),
    sections: new Map(names.map((name) => [name, values(name)])),
  }
}
