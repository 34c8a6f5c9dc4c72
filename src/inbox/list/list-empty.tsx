import { Inbox, SearchX } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { ConversationSearch } from '#contract/conversation-search.ts'
import { Button } from '#inbox/ui/button.tsx'
import { PaneMessage } from '#inbox/ui/pane-message.tsx'

const titles = {
  mine: 'emptyMine',
  unassigned: 'emptyUnassigned',
  open: 'emptyOpen',
  pending: 'emptyPending',
  resolved: 'emptyResolved',
  all: 'emptyAll',
  closing: 'emptyClosing',
  starred: 'emptyStarred',
} as const

type EmptyKind = keyof typeof titles | 'filtered'

/** Which of the views is empty; `filtered` when filters beyond a view narrow it. */
export function emptyKindOf(search: ConversationSearch): EmptyKind {
  if (hasFilters(search)) return 'filtered'
  if (search.starred !== undefined) {
    const { status, assignee, window, starred } = search
    return starred === 'true' && (status ?? assignee ?? window) === undefined ? 'starred' : 'filtered'
  }
  if (search.window !== undefined) {
    const isView = search.window === 'closing' && search.status === 'open' && search.assignee === undefined
    return isView ? 'closing' : 'filtered'
  }
  if (search.assignee === undefined) return search.status ?? 'all'
  if (search.status === 'open' && search.assignee === 'me') return 'mine'
  if (search.status === 'open' && search.assignee === 'none') return 'unassigned'
  return 'filtered'
}

function hasFilters({ q, account, connection, channel }: ConversationSearch): boolean {
  return [q, account, connection, channel].some((filter) => filter !== undefined)
}

/** Says why there is nothing, and what to do. */
export function ListEmpty({ search, onClear }: { search: ConversationSearch; onClear: () => void }) {
  const t = useTranslations('list')
  const kind = emptyKindOf(search)
  if (kind === 'filtered') {
    return (
      <PaneMessage
        role="status"
        icon={<SearchX size={28} strokeWidth={1.5} />}
        title={t('filteredEmpty')}
        action={<Button onClick={onClear}>{t('clear')}</Button>}
      >
        {t('filteredEmptyHint')}
      </PaneMessage>
    )
  }
  return (
    <PaneMessage role="status" icon={<Inbox size={28} strokeWidth={1.5} />} title={t(titles[kind])}>
      {t(`${titles[kind]}Hint`)}
    </PaneMessage>
  )
}
