/**
 * A git-lfs pointer in place of its file: the clone lacks the real bytes, and would publish a hundred bytes of text as weights.
 * Format: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
 */
import type { Problem } from '../zoo/problem.ts'
import type { Content } from './content.ts'

const POINTER_BYTES = 1024
const POINTER = /^version https:\/\/(git-lfs\.github\.com\/spec\/|hawser\.github\.com\/)/

export function checkLfsPointer({ bytes, head, place }: Pick<Content, 'bytes' | 'head' | 'place'>): Problem[] {
  if (bytes.size >= POINTER_BYTES || !POINTER.test(head.toString('latin1', 0, 64))) return []
  const message =
    'This is a git-lfs pointer, not the file itself. Run "git lfs pull" in the repository it came from.'
  return [{ file: place, message, severity: 'error' }]
}
