import { matchesSearch } from '#contract/conversation-search.ts'
import { digitsOf } from '#contract/digits.ts'
import type { Conversation } from '#contract/conversation.ts'
import { CLOSING_CAP } from '#contract/counts.ts'
import type { CountCell, Counts } from '#contract/counts.ts'

const closingSoon = { status: 'open', window: 'closing' } as const

/** The counts that a gateway holding exactly these conversations answers at `now` (epoch ms). */
export function makeCounts(conversations: readonly Conversation[], asOf: number, now = 0): Counts {
  const cells = new Map<string, CountCell>()
  for (const conversation of conversations) {
    const cell = {
      connection: conversation.connection.id,
      channel: conversation.channel,
      account: digitsOf(conversation.whatsapp_account.phone_number),
      status: conversation.status,
      assignee: conversation.assignee?.id ?? null,
    }
    const key = JSON.stringify(cell)
    const before = cells.get(key) ?? { ...cell, count: 0, unread: 0, starred: 0 }
    const unread = before.unread + (conversation.unread_count > 0 ? 1 : 0)
    const starred = before.starred + (conversation.starred ? 1 : 0)
    cells.set(key, { ...before, count: before.count + 1, unread, starred })
  }
  const closing = conversations.filter((row) => matchesSearch(row, closingSoon, null, now)).length
  return { as_of: asOf, cells: [...cells.values()], closing: Math.min(closing, CLOSING_CAP) }
}
