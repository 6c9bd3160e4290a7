import { isKey, stringEnd } from '../lib/json-strings.ts'

/** The line, counted from 1, of what lies at a path of keys and indices; of the last part of the path that is there. `json` must be valid. */
export function lineOfJson(json: string, path: readonly PropertyKey[]): number {
  const open: (string | number)[] = []
  let [line, found, depth] = [1, 1, 0]
  const arrive = () => {
    if (open.length !== depth + 1 || !open.every((key, index) => key === path[index])) return
    ;[found, depth] = [line, open.length]
  }
  for (let at = 0; at < json.length && depth < path.length; at++) {
    const char = json[at]
    const last = open.at(-1)
    if (char === '\n') line++
    else if (char === '{') open.push('')
    else if (char === '[') open.push(-1)
    else if (char === ']' || char === '}') open.pop()
    if (char === '[' || (char === ',' && typeof last === 'number')) {
      open.push((open.pop() as number) + 1)
      arrive()
    } else if (char === '"') {
      const end = stringEnd(json, at)
      if (isKey(json, end)) {
        open.splice(-1, 1, JSON.parse(json.slice(at, end)) as string)
        arrive()
      }
      at = end - 1
    }
  }
  return found
}
