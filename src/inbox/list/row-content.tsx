import { Check } from 'lucide-react'
import { memo } from 'react'
import { useTranslations } from 'use-intl'
import type { Conversation } from '#contract/conversation.ts'
import type { Change } from '#contract/live-event.ts'
import { useOpState } from '#inbox/data/hooks.ts'
import { hueOf } from '#inbox/lib/text.ts'
import { Avatar } from '#inbox/ui/avatar.tsx'
import { Badge } from '#inbox/ui/badge.tsx'
import { classes } from '#inbox/ui/classes.ts'
import { VisuallyHidden } from '#inbox/ui/visually-hidden.tsx'
import { useNames } from '#inbox/words/use-names.ts'
import { useTimes } from '#inbox/words/use-times.ts'
import { useWindowWords } from '#inbox/words/use-window-words.ts'
import { ringOf } from '#inbox/words/window-ring.ts'
import { RowActions } from './row-actions.tsx'
import { RowAssignee } from './row-assignee.tsx'
import { RowMarks } from './row-marks.tsx'
import { RowPlace } from './row-place.tsx'
import { RowPreview } from './row-preview.tsx'
import type { Place } from './use-places.ts'

type RowContentProps = {
  conversation: Conversation
  /** Why a dimmed row no longer belongs, and by whom. */
  gone: Change | null
  place: Place | undefined
  isSelected: boolean
  isCompact: boolean
  now: number
}

/**
 * What a row says. Apart from where the row stands: when one leaves, every row below moves, and none of them has to be drawn again.
 */
export const RowContent = memo(function RowContent({
  conversation,
  gone,
  place,
  isSelected,
  isCompact,
  now,
}: RowContentProps) {
  const t = useTranslations('list')
  const names = useNames()
  const times = useTimes()
  const windowWords = useWindowWords()
  const op = useOpState(conversation.id)
  const name = names.contact(conversation)
  const unread = gone === null ? conversation.unread_count : 0
  const ring = ringOf(conversation, now)
  return (
    <>
      <span className={classes('relative flex shrink-0', gone !== null && 'opacity-50')}>
        <Avatar
          initials={names.initials(conversation)}
          hue={hueOf(conversation.contact.id)}
          size={isCompact ? 32 : 40}
          ring={ring}
        />
        {isSelected && <SelectedMark words={t('selected')} />}
      </span>
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="flex items-baseline gap-1.5">
          <bdi className={classes('truncate', gone !== null && 'text-ink-faint', unread > 0 && 'font-semibold')}>
            {name}
          </bdi>
          <RowPlace conversation={conversation} place={place} />
          {conversation.last_message_at !== null && (
            <time
              dateTime={conversation.last_message_at}
              className={classes(
                'numeric ml-auto shrink-0 text-small',
                typeof ring === 'object' && ring.tone === 'warning' ? 'text-warning-ink' : 'text-ink-faint',
              )}
            >
              {times.age(conversation.last_message_at, now)}
            </time>
          )}
        </span>
        <span className="flex h-5 items-center gap-1.5">
          <RowPreview conversation={conversation} departure={gone} />
          <RowMarks conversation={conversation} op={op} trouble={place?.trouble ?? null} />
          {unread > 0 && (
            <>
              <span aria-hidden="true" className="flex">
                <Badge count={unread} />
              </span>
              <VisuallyHidden>{t('unread', { count: unread })}</VisuallyHidden>
            </>
          )}
          <RowAssignee assignee={conversation.assignee} name={names.assignee(conversation.assignee)} />
        </span>
        {ring !== 'none' && <VisuallyHidden>{windowWords(conversation.window_closes_at, now)}</VisuallyHidden>}
      </span>
      <RowActions status={conversation.status} starred={conversation.starred} />
    </>
  )
})

function SelectedMark({ words }: { words: string }) {
  return (
    <span className="absolute inset-0 flex items-center justify-center rounded-full bg-accent text-accent-on">
      <Check size={18} aria-hidden="true" />
      <VisuallyHidden>{words}</VisuallyHidden>
    </span>
  )
}
