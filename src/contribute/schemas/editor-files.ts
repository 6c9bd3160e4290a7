/** Files of the repository that editors read, made from what the build knows of front matter. */
import { formatJson } from '../../formats/json.ts'
import { cardJsonSchema, storeCardJsonSchema } from './json-schemas.ts'
import { cardSnippets } from './snippets.ts'

/** Texts by path. */
export function editorFiles(): Record<string, string> {
  return {
    'schemas/card.schema.json': formatJson(cardJsonSchema()),
    'schemas/store-card.schema.json': formatJson(storeCardJsonSchema()),
    '.vscode/zoopress.code-snippets': formatJson(cardSnippets()),
  }
}
