import { useTranslations } from 'use-intl'
import type { Assignee } from '#contract/conversation.ts'
import { hueOf, initialsOf } from '#inbox/lib/text.ts'
import { Avatar } from '#inbox/ui/avatar.tsx'
import { VisuallyHidden } from '#inbox/ui/visually-hidden.tsx'

/** Who has it: a small round at the end of the row, or an empty place when nobody has. */
export function RowAssignee({ assignee, name }: { assignee: Assignee | null; name: string }) {
  const t = useTranslations('list')
  if (assignee === null) {
    return (
      <span data-tip={t('unassigned')} className="size-4.5 shrink-0 rounded-full border border-dashed border-ink-decor">
        <VisuallyHidden>{t('unassigned')}</VisuallyHidden>
      </span>
    )
  }
  const words = t('assignedTo', { name })
  return (
    <span data-tip={words} className="flex shrink-0">
      <Avatar initials={initialsOf(name).slice(0, 1)} hue={hueOf(assignee.id)} size={18} />
      <VisuallyHidden>{words}</VisuallyHidden>
    </span>
  )
}
