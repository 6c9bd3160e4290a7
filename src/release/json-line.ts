import { isKey, stringEnd } from '../lib/json-strings.ts'

/** The line, counted from 1, of what lies at a path of keys and indices; of the last part of the path that is there. `json` must be valid. */
export function lineOfJson(json: string, path: readonly PropertyKey[]): number {
  const open: (string | number)[] = []
  let [line, found, depth] = [1, 1, 0]
  const arrive = () => {
    if (open.length !== depth + 1 || !open.every((key, index) => key === path[index])) return
    ;[found, depth] = [line, open.length]
  }
  let isItemNext = false
  for (let at = 0; at < json.length && depth < path.length; at++) {
    const char = json[at]!
    if (char === '\n') line++
    if (' \t\r\n'.includes(char)) continue
    if (isItemNext && char !== ']') {
      open.push((open.pop() as number) + 1)
      arrive()
    }
    isItemNext = char === '[' || (char === ',' && typeof open.at(-1) === 'number')
    if (char === '{') open.push('')
    else if (char === '[') open.push(-1)
    else if (char === ']' || char === '}') open.pop()
    else if (char === '"') {
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
