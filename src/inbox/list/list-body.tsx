import { useCallback, useEffect, useRef } from 'react'
import type { MouseEvent, Ref } from 'react'
import { useTranslations } from 'use-intl'
import type { Agent } from '#contract/agent.ts'
import { useActiveId, usePreferences } from '#inbox/data/hooks.ts'
import type { ShownList } from '#inbox/data/hooks.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import { useNow } from '#inbox/ui/clock.tsx'
import { ListFooter } from './list-footer.tsx'
import { Row, rowDomId } from './row.tsx'
import { rowActOf } from './row-actions.tsx'
import { usePlaces } from './use-places.ts'
import { useRowWindow } from './use-row-window.ts'

type ListBodyProps = {
  list: ShownList
  openId: string | null
  me: Agent | null
  listRef: Ref<HTMLDivElement>
  onOpen: (id: string) => void
}

/** Rows left below the last drawn one when the next page is asked for: about two screens. */
const PREFETCH_ROWS = 40
const ROW_HEIGHTS = { comfortable: 60, compact: 48 } as const

/** The rows: a listbox that draws only what is in sight and holds still while the pointer or the focus is in it. */
export function ListBody({ list, openId, me, listRef, onOpen }: ListBodyProps) {
  const t = useTranslations('list')
  const inbox = useInbox()
  const now = useNow()
  const activeId = useActiveId()
  const places = usePlaces()
  const { density } = usePreferences()
  const scroller = useRef<HTMLDivElement>(null)
  const { ids, hasMore, loadingMore, moreError, loadMore, departure } = list
  const rowHeight = ROW_HEIGHTS[density]
  const { indexes, height } = useRowWindow({ ids, activeId, rowHeight, scroller })
  const lastDrawn = indexes.at(-1) ?? 0
  const isNearEnd = hasMore && !loadingMore && moreError === null && lastDrawn >= ids.length - PREFETCH_ROWS

  useEffect(() => {
    if (isNearEnd) loadMore()
  }, [isNearEnd, loadMore])

  // The rows are memoised and must not see a new handler with every key press.
  const latest = useRef(onOpen)
  useEffect(() => {
    latest.current = onOpen
  }, [onOpen])
  const handleRowClick = useCallback(
    (id: string, event: MouseEvent) => {
      const act = rowActOf(event.target)
      if (act === 'toggle-resolved') inbox.toggleResolved([id])
      else if (act === 'toggle-starred') inbox.toggleStarred([id])
      else if (act === 'assign-to-me') inbox.assign([id], me)
      else if (event.metaKey || event.ctrlKey || event.shiftKey) inbox.selection.toggle(id)
      else latest.current(id)
    },
    [inbox, me],
  )
  return (
    <div
      ref={scroller}
      className="pane-scroll min-h-0 flex-1 has-[[role=listbox]:focus-visible:not([aria-activedescendant])]:shadow-[inset_0_0_0_2px_var(--accent)]"
    >
      <div
        ref={listRef}
        role="listbox"
        aria-label={t('label')}
        aria-multiselectable="true"
        aria-activedescendant={activeId !== null && ids.includes(activeId) ? rowDomId(activeId) : undefined}
        tabIndex={0}
        className="group/list relative outline-none"
        style={{ height }}
      >
        {indexes.map((index) => {
          const id = ids[index]
          if (id === undefined) return null
          return (
            <Row
              key={id}
              id={id}
              index={index}
              size={list.size}
              top={index * rowHeight}
              height={rowHeight}
              now={now}
              isOpen={id === openId}
              departure={departure}
              isGone={departure(id) !== null}
              places={places}
              onRowClick={handleRowClick}
            />
          )
        })}
      </div>
      <ListFooter list={list} />
    </div>
  )
}
