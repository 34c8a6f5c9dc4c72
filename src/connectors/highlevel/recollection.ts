import { ConnectorError } from '../connector-error.ts'
import { channelOf, channels, type Channel } from './channels.ts'
import type { Client } from './client.ts'
import { first } from '../kit/text.ts'
import type { Directory } from './directory.ts'
import { isFromCustomer, type Known, type SearchRow } from './map.ts'
import { listRows } from './message-list.ts'
import type { RowWire } from './wire.ts'

const DAY_MS = 86_400_000
/** Look-ups for one page of search, newest first: a page stays one call and a few. What is left is learnt with a later read. */
const MOST_LOOKUPS = 10
const MOST_KEPT = 50_000
/** Enough to meet the customer's last message behind ours and what happened since. */
const MESSAGES = 50

/** `asOf` is the row's last message; with another one, a channel that the row does not tell may be another too. */
type Learnt = { asOf: number; channel: Channel | null; lastInboundAt: number | null }

/** What rows of search leave out, learnt from earlier rows and, sparingly, from messages. It lives as long as the connector. */
export type Recollection = {
  /** What is known besides of each of these rows, in their order. */
  complete: (rows: readonly SearchRow[], signal?: AbortSignal) => Promise<Known[]>
  /** The only conversation of a contact, if a row told it. */
  conversationOf: (contactId: string) => string | null
}

export function createRecollection(client: Client, directory: Directory, now: () => number): Recollection {
  const learnt = new Map<string, Learnt>()
  const conversations = new Map<string, string>()

  /**
   * Its channel decides where an answer goes, and the customer's last message whether it may and whether anybody has read it: nothing else
   * is worth a call.
   */
  function isWanting(row: RowWire, { channel, asOf, lastInboundAt }: Learnt): boolean {
    if (channel === null) return row.type !== 'TYPE_EMAIL' && row.type !== 'TYPE_REVIEW'
    // Unread behind an answer: a workflow answered, and the customer wrote at a moment that was not told.
    if (!isFromCustomer(row) && (row.unreadCount ?? 0) > 0) return true
    const hasWindow = channels[channel].sends?.hasWindow === true
    return hasWindow && lastInboundAt === null && asOf > now() - DAY_MS
  }

  async function lookUp(row: RowWire, known: Learnt, signal?: AbortSignal): Promise<Learnt | null> {
    try {
      const page = await listRows(client, { conversationId: row.id, limit: MESSAGES }, signal)
      const messages = page.rows.filter(({ messageType }) => channelOf(messageType) !== null)
      const inbound = messages.find(({ direction }) => direction === 'inbound')
      const channel = known.channel ?? channelOf((inbound ?? messages[0])?.messageType)
      return { asOf: known.asOf, channel, lastInboundAt: inbound?.dateAdded ?? known.lastInboundAt }
    } catch (error) {
      // A page that was read is worth more than what a look-up would add to it.
      if (error instanceof ConnectorError && error.kind !== 'auth' && error.code !== 'aborted') return null
      throw error
    }
  }

  return {
    complete: async (rows, signal) => {
      await directory.ensure(
        rows.flatMap(({ wire }) => first(wire.assignedTo) ?? []),
        signal,
      )
      const known: Known[] = []
      let lookups = MOST_LOOKUPS
      for (const { wire } of rows) {
        remember(conversations, wire.contactId, wire.id)
        const before = learnt.get(wire.id)
        const isSame = before !== undefined && before.asOf === wire.lastMessageDate
        let what: Learnt | null = isSame ? before : fromRow(wire, before)
        if (!isSame && isWanting(wire, what)) {
          const asked = lookups > 0 && client.hasRoom() ? await lookUp(wire, what, signal) : null
          lookups = asked === null ? 0 : lookups - 1
          if (asked === null) what = { ...what, channel: what.channel ?? before?.channel ?? null }
          else remember(learnt, wire.id, (what = asked))
        } else remember(learnt, wire.id, what)
        known.push({ channel: what.channel, lastInboundAt: what.lastInboundAt, userOf: directory.userOf })
      }
      return known
    },
    conversationOf: (contactId) => conversations.get(contactId) ?? null,
  }
}

function fromRow(row: RowWire, before: Learnt | undefined): Learnt {
  const asOf = row.lastMessageDate ?? 0
  const lastInboundAt = isFromCustomer(row) ? asOf : (before?.lastInboundAt ?? null)
  return { asOf, channel: channelOf(row.lastMessageType), lastInboundAt }
}

/** The oldest go first; what is forgotten costs a call again. */
function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key)
  map.set(key, value)
  if (map.size <= MOST_KEPT) return
  const [oldest] = map.keys()
  if (oldest !== undefined) map.delete(oldest)
}
