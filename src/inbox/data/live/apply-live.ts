import type { QueryClient } from '@tanstack/react-query'
import type { Connection } from '#contract/connection.ts'
import type { Conversation } from '#contract/conversation.ts'
import type { ConversationEvent, LiveEvent } from '#contract/live-event.ts'
import { cannedRepliesKey } from '../canned-replies-key.ts'
import type { DraftSync } from '../writing/draft-sync.ts'
import type { ConversationStore, Writer } from '../acts/conversation-store.ts'
import type { CountsStore } from '../acts/counts.ts'
import { tellNotes } from '../writing/notes.ts'
import { agentsQuery, connectionsQuery, identitiesKey } from '../session.ts'
import type { Presence } from './presence.ts'
import type { Threads } from '../thread.ts'
import { tellTimeline } from './timeline.ts'

type Deps = {
  store: ConversationStore
  counts: CountsStore
  queryClient: QueryClient
  /** Epoch ms. */
  now: () => number
  threads: Pick<Threads, 'refresh' | 'retryFailed'>
  presence: Pick<Presence, 'take' | 'repeat'>
  draftSync: Pick<DraftSync, 'heard'>
  watchBackfill: (connections: readonly Connection[]) => void
  notify: (before: Conversation | undefined, event: ConversationEvent) => void
}

const answering: ReadonlySet<Connection['state']> = new Set(['ok', 'catching_up', 'slow'])

type Handlers = { [T in LiveEvent['type']]: (event: Extract<LiveEvent, { type: T }>) => void }

/** Takes live events in, as one change to the screen. The order of events does not matter: versions decide what is newer. */
export function applyLive(events: readonly LiveEvent[], deps: Deps): void {
  deps.store.transact((write) => {
    const handlers = handlersOf(write, deps)
    for (const event of events) handle(handlers, event)
  })
}

// The table is complete by its type, so a new kind of event does not compile until somebody decides what it does.
function handle<T extends LiveEvent['type']>(handlers: Handlers, event: Extract<LiveEvent, { type: T }>): void {
  handlers[event.type](event)
}

/** A mark that moves changes nothing in the conversation but its version. */
function mayChangeThread(before: Conversation | undefined, { conversation, changes }: ConversationEvent): boolean {
  if (before?.last_message_at !== conversation.last_message_at) return true
  return changes.some(({ field }) => field === 'message' || field === 'details')
}

function handlersOf(write: Writer, { store, counts, queryClient, now, ...deps }: Deps): Handlers {
  return {
    conversation(event) {
      tellTimeline(queryClient, event)
      tellNotes(queryClient, event)
      const before = store.base.get(event.conversation.id)
      if (before !== undefined && event.conversation.version <= before.version) {
        // The reply to an act of this page may bring the conversation before the event does, but never what was written in it.
        if (event.changes.some(({ field }) => field === 'message')) deps.threads.refresh(event.conversation.id)
        return
      }
      write.take(event.conversation, event.changes)
      if (mayChangeThread(before, event)) deps.threads.refresh(event.conversation.id)
      deps.notify(before, event)
    },
    removed: (event) => write.remove(event.id, event.seq, new Date(now()).toISOString()),
    counts: (event) => counts.take(event.counts),
    connections(event) {
      queryClient.setQueryData(connectionsQuery().queryKey, event.connections)
      deps.watchBackfill(event.connections)
      if (event.connections.some(({ state }) => answering.has(state))) deps.threads.retryFailed()
    },
    agents() {
      void queryClient.invalidateQueries({ queryKey: agentsQuery().queryKey })
      void queryClient.invalidateQueries({ queryKey: identitiesKey })
    },
    canned_replies: () => void queryClient.invalidateQueries({ queryKey: cannedRepliesKey }),
    drafts: (event) => deps.draftSync.heard(event.marks),
    presence: (event) => deps.presence.take(event.present),
    hello: () => deps.presence.repeat(),
    // The connection itself acts on this one.
    reload: () => undefined,
  }
}
