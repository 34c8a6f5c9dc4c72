import { memo } from 'react'
import type { MouseEvent } from 'react'
import type { Change } from '#contract/live-event.ts'
import { useConversation, useIsActive, useIsSelected } from '#inbox/data/hooks.ts'
import { classes } from '#inbox/ui/classes.ts'
import { RowContent } from './row-content.tsx'
import type { Places } from './use-places.ts'

/** Pixels; a lower row has a smaller avatar. */
const COMFORTABLE_HEIGHT = 56

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
  /** Whether there is a departure: time alone brings one, and changes nothing else about a row. */
  isGone: boolean
  places: Places
  onRowClick: (id: string, event: MouseEvent) => void
}

export const rowDomId = (id: string) => `row-${id}`

/** One conversation of the list. Memoised, since a key press must not draw the rows that it does not touch. */
export const Row = memo(function Row(props: RowProps) {
  const { id, index, size, top, height, now, isOpen, departure, isGone, places, onRowClick } = props
  const conversation = useConversation(id)
  const isActive = useIsActive(id)
  const isSelected = useIsSelected(id)
  if (conversation === undefined) return null
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
        'group absolute inset-x-0 top-0 flex contain-strict items-center gap-2.5 border-b border-line-faint px-3 outline-0 select-none',
        isActive || isSelected || isOpen ? 'bg-accent-tint' : 'hover:bg-sunken',
        isActive &&
          'before:absolute before:inset-y-0 before:left-0 before:w-0.75 before:bg-accent group-focus-visible/list:outline-2 group-focus-visible/list:-outline-offset-2 group-focus-visible/list:outline-accent',
      )}
    >
      <RowContent
        conversation={conversation}
        gone={isGone ? departure(id) : null}
        place={places[conversation.connection.id]}
        isSelected={isSelected}
        isCompact={height < COMFORTABLE_HEIGHT}
        now={now}
      />
    </div>
  )
})
