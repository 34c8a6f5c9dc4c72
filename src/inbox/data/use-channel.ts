import { useQuery } from '@tanstack/react-query'
import type { Connection } from '#contract/connection.ts'
import type { Conversation } from '#contract/conversation.ts'
import { connectionsQuery } from './session.ts'

type Channel = Connection['channels'][number]

/** What the vendor holds and takes on a conversation's channel; undefined while that is not known. */
export function useChannel({ connection, channel }: Pick<Conversation, 'connection' | 'channel'>): Channel | undefined {
  const { data: connections } = useQuery(connectionsQuery())
  return connections?.find(({ id }) => id === connection.id)?.channels.find(({ name }) => name === channel)
}
