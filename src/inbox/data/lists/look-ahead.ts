import { closesAtMs } from '#contract/conversation-search.ts'
import type { ConversationSearch } from '#contract/conversation-search.ts'
import { conversationEndpoints } from '#contract/endpoints/conversations.ts'
import type { WindowState } from '#contract/window.ts'
import { windowChangesAt, windowState } from '#contract/window.ts'
import type { SetTimer } from '#inbox/lib/waker.ts'
import { PAGE_SIZE } from '../conversations.ts'
import type { RowKeeper } from '../conversations.ts'

/** What a window was before; only the customer opens one, and then there is an event. */
const BEFORE: Partial<Record<WindowState, WindowState>> = { closing: 'open', closed: 'closing' }
const RETRY_MS = 30_000

export type LookAhead = { start: () => void; stop: () => void }

/**
 * Rows come into a list by window without any event, also rows that this page never read. So while such a list is looked at, the next
 * page of those that will come is read beforehand, and another when the last of them has come. Lists without that filter read nothing.
 */
export function createLookAhead(search: ConversationSearch, keeper: RowKeeper, setTimer: SetTimer): LookAhead {
  const before = search.window === undefined ? undefined : BEFORE[search.window]
  let stopTimer: (() => void) | null = null
  let run = 0

  async function read(window: WindowState, mine: number): Promise<void> {
    const query = { ...search, window, sort: 'window' as const, limit: String(PAGE_SIZE) }
    const page = await keeper.call(conversationEndpoints.listConversations, { query }).catch(() => null)
    if (mine !== run) return
    if (page !== null) keeper.takeRead(page.data, page.as_of)
    const last = page?.data.at(-1)
    // Those who are not read yet turn later than the last who is; and whoever writes from now on is heard of.
    if (page !== null && (!page.has_more || last === undefined)) return
    const wait = last === undefined ? null : untilItTurns(closesAtMs(last), window, keeper.now())
    stopTimer = setTimer(() => void read(window, mine), wait ?? RETRY_MS)
  }

  const stop = () => {
    run += 1
    stopTimer?.()
  }
  return {
    start() {
      stop()
      if (before !== undefined) void read(before, run)
    },
    stop,
  }
}

/** Null when by this clock it has turned already, which the gateway's clock may not have reached. */
function untilItTurns(closesAt: number | null, window: WindowState, now: number): number | null {
  const turnsAt = windowState(closesAt, now) === window ? windowChangesAt(closesAt, now) : null
  return turnsAt === null ? null : turnsAt - now
}
