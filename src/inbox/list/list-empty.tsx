import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Inbox, Plug, SearchX } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { ConversationSearch } from '#contract/conversation-search.ts'
import { keysFor } from '#inbox/commands/keymap.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import { connectionsQuery } from '#inbox/data/session.ts'
import { Button } from '#inbox/ui/button.tsx'
import { PaneMessage } from '#inbox/ui/pane-message.tsx'
import { troubleOf } from '#inbox/words/trouble-of.ts'
import { useTroubleSummary } from '#inbox/words/use-trouble-summary.ts'
import { useFilterWords } from './use-filter-words.ts'

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

type ListEmptyProps = {
  search: ConversationSearch
  /** Takes every filter but the status away. */
  onClear: () => void
  /** Looks for the same in all connections and channels. */
  onWiden: () => void
}

/** Says why there is nothing, and what to do. What is not read yet, or cannot be read, may be the reason. */
export function ListEmpty({ search, onClear, onWiden }: ListEmptyProps) {
  const t = useTranslations('list')
  const { data } = useQuery(connectionsQuery())
  const connections = data ?? []
  const trouble = useTroubleSummary(connections)
  const filters = useFilterWords(connections)
  const { connection, channel, account } = search
  const here = connections.filter(({ id }) => connection === undefined || id === connection)
  const reading = here.filter((one) => troubleOf(one) === 'reading')
  // Of all accounts together the line above everything tells what is wrong.
  const why = trouble(connection === undefined ? reading : here)
  const kind = emptyKindOf(search)
  if (data?.length === 0 && kind !== 'filtered') return <NothingConnected />
  if (kind === 'filtered') {
    const isInPlace = [connection, channel, account].some((filter) => filter !== undefined)
    const isPlaceAll =
      emptyKindOf({ ...search, connection: undefined, channel: undefined, account: undefined }) !== 'filtered'
    return (
      <PaneMessage
        role="status"
        icon={<SearchX size={28} strokeWidth={1.5} />}
        title={t('filteredEmpty')}
        action={
          <>
            {isInPlace && <Button onClick={onWiden}>{t('widen')}</Button>}
            {!(isInPlace && isPlaceAll) && (
              <Button onClick={onClear} keys={keysFor(viewOf[search.status ?? 'all'])}>
                {t('clear')}
              </Button>
            )}
          </>
        }
      >
        {t('filteredEmptyHint', { filters: filters(search) })}
        {why !== null && <span className="block pt-2">{why}</span>}
      </PaneMessage>
    )
  }
  const isWhole = reading.length === 0
  return (
    <PaneMessage
      role="status"
      icon={<Inbox size={28} strokeWidth={1.5} />}
      title={t(isWhole ? titles[kind] : 'emptyYet')}
    >
      {isWhole ? t(`${titles[kind]}Hint`) : why}
    </PaneMessage>
  )
}

/** A new workspace: what is to be done first, and by whom. */
function NothingConnected() {
  const t = useTranslations('list')
  const { me } = useInbox()
  const mayConnect = me.agent !== null && me.agent.role !== 'agent'
  return (
    <PaneMessage
      role="status"
      icon={<Plug size={28} strokeWidth={1.5} />}
      title={t('unconnected')}
      action={
        mayConnect && (
          <Link to="/settings/connections" className="font-medium text-accent underline">
            {t('connect')}
          </Link>
        )
      }
    >
      {t(mayConnect ? 'unconnectedHint' : 'unconnectedAsk')}
    </PaneMessage>
  )
}

/** The view that is left when all filters but the status are gone. */
const viewOf = { open: 'go-open', pending: 'go-pending', resolved: 'go-resolved', all: 'go-all' } as const
