/** How pages speak of tasks and tags. */
import type { GroupKind } from '../formats/groups.ts'

export const GROUP_WORDS: Readonly<Record<GroupKind, { one: string; many: string; all: string }>> = {
  tasks: { one: 'Task', many: 'Tasks', all: 'All tasks' },
  tags: { one: 'Tag', many: 'Tags', all: 'All tags' },
}
