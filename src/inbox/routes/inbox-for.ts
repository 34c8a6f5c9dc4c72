import type { QueryClient } from '@tanstack/react-query'
import type { Me } from '#contract/agent.ts'
import { conversationQueries } from '#inbox/data/conversations.ts'
import { call, clientId } from '#inbox/data/http.ts'
import { createInbox } from '#inbox/data/inbox.ts'
import type { Inbox } from '#inbox/data/inbox.ts'
import { browserNotifier } from '#inbox/data/notifications.ts'

/** Answers the engine of whoever is signed in. */
export type InboxFor = (me: Me) => Inbox

/**
 * Keeps one engine for one agent, also across a sign-in after the session ended: what they did and the gateway does not have yet
 * is still there. Another agent gets another engine and nothing of the first one's rows.
 */
export function createInboxFor(queryClient: QueryClient, open: (id: string) => void): InboxFor {
  let current: Inbox | null = null
  return (me) => {
    if (current !== null && current.myId === (me.agent?.id ?? null)) return current
    current?.stop()
    queryClient.removeQueries({ queryKey: conversationQueries.all() })
    current = createInbox({ queryClient, call, clientId, me, notifier: browserNotifier(open) })
    return current
  }
}
