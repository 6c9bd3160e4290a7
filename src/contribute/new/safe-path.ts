/** Names that every system can keep, for files whose own it cannot. */
import { pathFault } from '../../zoo/names.ts'

/** The path in its nearest letters, `weights/Köpfe.pt` as `weights/Kopfe.pt`; as it is where it is fine, or nothing would help. */
export function safePath(path: string): string {
  if (pathFault(path) === null) return path
  const safe = path.split('/').map(safeName).join('/')
  return pathFault(safe) === null ? safe : path
}

function safeName(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .replaceAll(/[^A-Za-z0-9 ._+=@,()-]/gu, '_')
    .replace(/^[^A-Za-z0-9_.]/, '_')
}
