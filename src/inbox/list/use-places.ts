import { useQuery } from '@tanstack/react-query'
import type { Connection } from '#contract/connection.ts'
import { connectionsQuery } from '#inbox/data/session.ts'

/** What rows say of their connection: what tells it from others, and what is wrong with it. */
export type Place = { label: 'account' | 'vendor' | 'connection'; trouble: 'slow' | 'down' | 'refused' | null }

/** By connection. The same until something of it changes. */
export type Places = Readonly<Record<string, Place>>

const NOT_KNOWN: Places = {}

/** What there is to say of each connection, in the rows of all of them. */
export function usePlaces(): Places {
  return useQuery({ ...connectionsQuery(), select: placesOf }).data ?? NOT_KNOWN
}

function placesOf(connections: readonly Connection[]): Places {
  const places = connections.map(({ id, vendor, state }): [string, Place] => {
    const isOneOfMany = connections.some((other) => other.id !== id && other.vendor === vendor)
    const label = isOneOfMany ? 'connection' : connections.length > 1 ? 'vendor' : 'account'
    const trouble = state === 'slow' || state === 'down' || state === 'refused' ? state : null
    // Of an only one the banner says enough.
    return [id, { label, trouble: label === 'account' ? null : trouble }]
  })
  return Object.fromEntries(places)
}
