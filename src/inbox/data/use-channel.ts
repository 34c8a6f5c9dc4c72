import { useQuery } from '@tanstack/react-query'
import type { Connection } from '#contract/connection.ts'
import type { Conversation } from '#contract/conversation.ts'
import { connectionsQuery } from './session.ts'

type Channel = Connection['channels'][number]

/** What the vendor holds and takes on a conversation's channel; undefined while that is not known. */
export function useChannel({ connection, channel }: Pick<Conversation, 'connection' | 'channel'>): Channel | undefined {
  const { data: connections } = useQuery(connectionsQuery())
  if (connections === undefined) return undefined
  const found = connections.find(({ id }) => id === connection.id)
  // A connection that was removed holds and takes nothing any more.
  return found === undefined ? nothingOn(channel) : found.channels.find(({ name }) => name === channel)
}

function nothingOn(name: string): Channel {
  return { name, holds: [], sends: null, assigning: null, sending: null }
}
