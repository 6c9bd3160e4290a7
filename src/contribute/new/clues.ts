/** What proposals are made from: the names of files, the text of small ones, and what checkpoints are. */
import type { Format } from '../../inspect/report.ts'
import type { FoundFile } from './survey.ts'

export interface Clues {
  /** Of the folder or file that the person named. */
  name: string
  files: readonly FoundFile[]
  /** The text of the file at this path; null: there is none, it is not UTF-8, or too large to be read. */
  text: (path: string) => string | null
  /** By path. */
  formats: ReadonlyMap<string, Format>
}

/** The first file at the top whose name fits, whatever its case. */
export function fileAtTop(files: readonly FoundFile[], name: RegExp): FoundFile | undefined {
  return files.find(({ path }) => !path.includes('/') && name.test(path))
}

/** The text of that file. */
export function textAtTop({ files, text }: Clues, name: RegExp): string | null {
  const file = fileAtTop(files, name)
  return file === undefined ? null : text(file.path)
}

/** The last component of a path. */
export function nameOfFile(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Answers by their keys, as a person would type them. */
export type AnswerKey =
  | 'id'
  | 'title'
  | 'summary'
  | 'license'
  | 'license_name'
  | 'license_link'
  | 'authors'
  | 'task'
  | 'library'
  | 'modality'
  | 'tags'
  | 'version'
  | 'date'
  | 'doi'
  | 'homepage'

export type Answers = Partial<Record<AnswerKey, string>>

/** The first of several that says something, by key. */
export function firstAnswers(...all: readonly Answers[]): Answers {
  const merged: Answers = {}
  for (const answers of all)
    for (const [key, text] of Object.entries(answers) as [AnswerKey, string | undefined][])
      if (text !== undefined && text.trim() !== '') merged[key] ??= text
  return merged
}
