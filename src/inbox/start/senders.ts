import type { Connection } from '#contract/connection.ts'
import type { CountCell } from '#contract/counts.ts'
import { canStart } from './can-start.ts'

/** Who can write first: a connection, and which of its numbers where that is known. */
export type Sender = { id: string; connectionId: string; name: string; account: string | null }

/** Everybody who can write first, in a stable order. A connection whose numbers are not known yet writes from whichever it has. */
export function sendersOf(connections: readonly Connection[], cells: readonly CountCell[]): Sender[] {
  return connections.filter(canStart).flatMap(({ id, name }) => {
    const own = cells.filter(({ connection, account }) => connection === id && account !== '')
    const accounts = [...new Set(own.map(({ account }) => account))].sort()
    const known = accounts.length > 0 ? accounts : [null]
    return known.map((account) => ({
      id: account === null ? id : `${id} ${account}`,
      connectionId: id,
      name,
      account: account === null ? null : `+${account}`,
    }))
  })
}
