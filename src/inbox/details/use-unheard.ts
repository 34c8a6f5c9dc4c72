import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { connectionsQuery } from '#inbox/data/session.ts'
import { useNow } from '#inbox/ui/clock.tsx'
import { useTimes } from '#inbox/words/use-times.ts'

/** Why nothing new is heard of a conversation of this connection, and since when; null while it is. */
export function useUnheard(connectionId: string): string | null {
  const t = useTranslations('details')
  const times = useTimes()
  const now = useNow()
  const { data: connections } = useQuery(connectionsQuery())
  if (connections === undefined) return null
  const connection = connections.find(({ id }) => id === connectionId)
  if (connection === undefined) return t('unheard', { state: 'gone', at: '' })
  const { state, last_sync_at: lastSync } = connection
  if (lastSync === null || (state !== 'down' && state !== 'refused' && state !== 'paused')) return null
  return t('unheard', { state, at: times.moment(lastSync, now) })
}
