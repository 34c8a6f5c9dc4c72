import { Suspense, useEffect } from 'react'
import type { Ref } from 'react'
import { useTranslations } from 'use-intl'
import type { Agent } from '#contract/agent.ts'
import type { ConversationSearch } from '#contract/conversation-search.ts'
import type { CommandId } from '#inbox/commands/registry.ts'
import { useSelectedCount, useShownList } from '#inbox/data/hooks.ts'
import type { ShownList } from '#inbox/data/hooks.ts'
import { lazily } from '#inbox/lib/lazily.ts'
import { withWords } from '#inbox/words/word-shelf.ts'
import { ListBody } from './list-body.tsx'
import { ListError } from './list-error.tsx'
import { ListSkeleton } from './list-skeleton.tsx'
import { useHold } from './use-hold.ts'

// Nothing of a first list needs them: fetched right after it, while there is somebody to fetch them from.
const loaders = {
  bar: () => withWords(import('./selection-bar.tsx')),
  empty: () => withWords(import('./list-empty.tsx')),
  pill: () => withWords(import('./pill.tsx')),
}
const SelectionBar = lazily(async () => (await loaders.bar()).SelectionBar)
const ListEmpty = lazily(async () => (await loaders.empty()).ListEmpty)
const Pill = lazily(async () => (await loaders.pill()).Pill)

type ListPaneProps = {
  search: ConversationSearch
  openId: string | null
  /** Who is asking; null for a program. */
  me: Agent | null
  /** The listbox, for whoever gives the focus back to it. */
  listRef: Ref<HTMLDivElement>
  onOpen: (id: string) => void
  onCommand: (id: CommandId) => void
  onClearFilters: () => void
  onWiden: () => void
  /** The list is asked for again, and what asked for it goes. */
  onRetry: () => void
}

/** The conversations of a search: loading, failed, empty, or the rows with what waits beside them. */
export function ListPane(props: ListPaneProps) {
  const t = useTranslations('list')
  const list = useShownList(props.search)
  const holders = useHold(list.hold)
  const hasSelected = useSelectedCount() > 0
  const isListed = list.phase !== 'loading'

  useEffect(() => {
    if (isListed) void Promise.allSettled([loaders.bar(), loaders.empty()])
  }, [isListed])

  return (
    // The pill is inside too: whoever goes to press it has not left the list.
    <section aria-label={t('label')} className="relative flex min-h-0 flex-1 flex-col" {...holders}>
      {hasSelected && (
        <Suspense fallback={<div className="h-11 shrink-0 border-b border-line bg-accent-tint" />}>
          <SelectionBar onCommand={props.onCommand} />
        </Suspense>
      )}
      <p role="status" className="sr-only">
        {props.search.q !== undefined && list.phase === 'ready' && t('found', { count: list.ids.length })}
      </p>
      <ListContent {...props} list={list} />
      <Suspense fallback={null}>{isListed && <Pill pill={list.pill} onApply={list.applyPill} />}</Suspense>
    </section>
  )
}

function ListContent({
  list,
  search,
  onClearFilters,
  onWiden,
  onRetry,
  openId,
  me,
  listRef,
  onOpen,
}: ListPaneProps & { list: ShownList }) {
  if (list.phase === 'loading') return <ListSkeleton />
  if (list.phase === 'error') {
    const retry = () => {
      list.retry()
      onRetry()
    }
    return <ListError error={list.error} onRetry={retry} />
  }
  if (list.ids.length === 0 && !list.hasMore) {
    return (
      <Suspense fallback={null}>
        <ListEmpty search={search} onClear={onClearFilters} onWiden={onWiden} />
      </Suspense>
    )
  }
  return <ListBody list={list} openId={openId} me={me} listRef={listRef} onOpen={onOpen} />
}
