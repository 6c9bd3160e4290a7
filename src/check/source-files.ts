import type { Entry, SourceFile } from '../zoo/entry.ts'

/** Every file of the entry that is published in any form, each once, sorted by its path in the folder. */
export function sourceFiles(entry: Entry): SourceFile[] {
  const files = [
    ...entry.sections.flatMap(({ files: inSection }) => inSection ?? []),
    ...(entry.digits?.files ?? []),
    ...(entry.nnunet?.files ?? []),
    ...entry.pictures,
    ...(entry.citationFile ? [entry.citationFile] : []),
    ...(entry.thumbnail ? [entry.thumbnail] : []),
  ]
  const unique = new Map(files.map((file) => [file.from, file]))
  return [...unique.values()].sort((a, b) => (a.from < b.from ? -1 : 1))
}
