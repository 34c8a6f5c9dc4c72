import { Check } from 'lucide-react'
import { memo } from 'react'
import type { MouseEvent } from 'react'
import { useTranslations } from 'use-intl'
import type { Change } from '#contract/live-event.ts'
import { useConversation, useIsActive, useIsSelected, useOpState } from '#inbox/data/hooks.ts'
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
import { RowPreview } from './row-preview.tsx'

export type RowProps = {
  id: string
  /** The place in the list from 0, and how many there are (-1 when nobody knows). */
  index: number
  size: number
  /** Pixels. */
  top: number
  height: number
  now: number
  isOpen: boolean
  departure: (id: string) => Change | null
  onRowClick: (id: string, event: MouseEvent) => void
}

export const rowDomId = (id: string) => `row-${id}`

/** One conversation of the list. Memoised, since a key press must not draw the rows that it does not touch. */
export const Row = memo(function Row(props: RowProps) {
  const { id, index, size, top, height, now, isOpen, departure, onRowClick } = props
  const t = useTranslations('list')
  const names = useNames()
  const times = useTimes()
  const windowWords = useWindowWords()
  const conversation = useConversation(id)
  const op = useOpState(id)
  const isActive = useIsActive(id)
  const isSelected = useIsSelected(id)
  if (conversation === undefined) return null

  const name = names.contact(conversation)
  const gone = departure(id)
  const unread = gone === null ? conversation.unread_count : 0
  const closesAt = conversation.window_closes_at
  const ring = ringOf(closesAt, now)
  const avatarSize = height < 56 ? 32 : 40
  return (
    <div
      id={rowDomId(id)}
      role="option"
      data-conversation-id={id}
      aria-selected={isSelected}
      aria-current={isOpen ? 'true' : undefined}
      aria-setsize={size}
      aria-posinset={index + 1}
      tabIndex={-1}
      onClick={(event) => onRowClick(id, event)}
      style={{ height, transform: `translateY(${top}px)` }}
      className={classes(
        'group absolute inset-x-0 top-0 flex items-center gap-2.5 border-b border-line-faint px-3 outline-0 select-none',
        isActive || isSelected || isOpen ? 'bg-accent-tint' : 'hover:bg-sunken',
        isActive &&
          'before:absolute before:inset-y-0 before:left-0 before:w-0.75 before:bg-accent group-focus-visible/list:outline-2 group-focus-visible/list:-outline-offset-2 group-focus-visible/list:outline-accent',
      )}
    >
      <span className={classes('relative flex shrink-0', gone !== null && 'opacity-50')}>
        <Avatar
          initials={names.initials(conversation)}
          hue={hueOf(conversation.contact.id)}
          size={avatarSize}
          ring={ring}
        />
        {isSelected && <SelectedMark words={t('selected')} />}
      </span>
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="flex items-baseline gap-1.5">
          <bdi className={classes('truncate', gone !== null && 'text-ink-faint', unread > 0 && 'font-semibold')}>
            {name}
          </bdi>
          <span className="min-w-0 shrink-[99] truncate text-tiny text-ink-faint">
            {conversation.whatsapp_account.phone_number !== null &&
              names.phone(conversation.whatsapp_account.phone_number)}
          </span>
          {conversation.last_message_at !== null && (
            <time
              dateTime={conversation.last_message_at}
              className={classes(
                'numeric ml-auto shrink-0 text-small',
                ring !== 'dashed' && ring.tone === 'warning' ? 'text-warning-ink' : 'text-ink-faint',
              )}
            >
              {times.age(conversation.last_message_at, now)}
            </time>
          )}
        </span>
        <span className="flex h-5 items-center gap-1.5">
          <RowPreview conversation={conversation} departure={gone} />
          <RowMarks conversation={conversation} op={op} vendor={names.vendor(conversation.connection.vendor)} />
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
        <VisuallyHidden>{windowWords(closesAt, now)}</VisuallyHidden>
      </span>
      <RowActions status={conversation.status} />
    </div>
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
