import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import type { Connection } from '#contract/connection.ts'
import type { ConversationSearch } from '#contract/conversation-search.ts'
import { agentsQuery } from '#inbox/data/session.ts'
import { useNames } from '#inbox/words/use-names.ts'

/** What a search narrows its list to, each filter as the bar above the list calls it. */
export function useFilterWords(connections: readonly Connection[]): (search: ConversationSearch) => string {
  const t = useTranslations()
  const names = useNames()
  const agents = useQuery(agentsQuery()).data ?? []
  const assigneeWords = (assignee: string) => {
    if (assignee === 'me' || assignee === 'none') return t(assignee === 'me' ? 'filters.me' : 'common.unassigned')
    const agent = agents.find(({ id }) => id === assignee)
    return agent === undefined ? t('filters.unknownAgent') : names.person(agent.name)
  }
  return ({ status, assignee, connection, channel, account, starred, window, q }) => {
    const place = connections.find(({ id }) => id === connection)
    const words = [
      status === undefined ? undefined : t(`status.${status}`),
      assignee === undefined ? undefined : assigneeWords(assignee),
      place === undefined ? connection : names.among(place, connections),
      channel === undefined ? undefined : names.channel(channel),
      account === undefined ? undefined : names.phone(account),
      starred === undefined ? undefined : t('list.starred'),
      window === undefined ? undefined : t('list.windowIs', { state: window }),
      q === undefined ? undefined : t('list.quoted', { words: q }),
    ]
    return words.filter((word) => word !== undefined).join(' · ')
  }
}
