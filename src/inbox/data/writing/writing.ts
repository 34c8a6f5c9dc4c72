import type { QueryClient } from '@tanstack/react-query'
import { randomId } from '#inbox/lib/random-id.ts'
import { nameValues } from '../acts/act-messages.ts'
import type { Acts } from '../acts/acts.ts'
import type { ConversationStore } from '../acts/conversation-store.ts'
import { createDraftSync } from './draft-sync.ts'
import type { DraftSync } from './draft-sync.ts'
import { createDrafts } from './drafts.ts'
import type { Drafts } from './drafts.ts'
import type { Call } from '../http.ts'
import { createLocalItems } from '../local-items.ts'
import { createMessageActs } from './message-acts.ts'
import type { MessageActs } from './message-acts.ts'
import { createNotes } from './notes.ts'
import type { Notes } from './notes.ts'
import { createOutgoing } from './outgoing.ts'
import type { Outgoing } from './outgoing.ts'
import type { SendQueue } from './send-queue.ts'
import type { Threads } from '../thread.ts'
import type { Toasts } from '../toasts.ts'

type Deps = Pick<Parameters<typeof createOutgoing>[0], 'setTimer' | 'random' | 'now'> & {
  call: Call
  queryClient: QueryClient
  store: ConversationStore
  threads: Threads
  toasts: Toasts
  acts: Pick<Acts, 'setStatus'>
  /** Whose drafts these are: the agents of a shared browser do not meet each other's. */
  owner: string | null
  storage: Storage | null
}

/** What an agent writes, as drafts and on its way to the gateway: to the customer, and for colleagues. */
export type Writing = MessageActs & {
  drafts: Drafts
  outgoing: Outgoing
  noteDrafts: Drafts
  notes: Notes
  draftSync: DraftSync
  /** Everything that is on its way. */
  queues: readonly Pick<SendQueue<never>, 'unsent' | 'pause' | 'resume' | 'retryNow'>[]
}

export function createWriting(deps: Deps): Writing {
  const { store, threads, toasts, acts, owner, storage } = deps
  const items = (what: string) => createLocalItems(storage, `sigap.${what}.${owner}.`)
  const refuse = (key: string, wordKey: string, conversationId: string) =>
    toasts.push({
      kind: 'refused',
      key,
      message: { key: `refused.${wordKey}`, values: nameValues(store.get(conversationId)?.contact) },
    })

  const outgoing = createOutgoing({
    ...deps,
    items: items('outgoing'),
    newKey: randomId,
    onStopped: ({ key, conversationId, state }) => refuse(`outgoing:${key}`, `message_${state}`, conversationId),
    onSent({ conversationId, resolves }) {
      if (resolves) acts.setStatus([conversationId], 'resolved')
    },
  })
  const notes = createNotes({
    ...deps,
    items: items('note'),
    newKey: randomId,
    onStopped({ key, conversationId }) {
      if (!threads.isOpen(conversationId)) refuse(`note:${key}`, 'note', conversationId)
    },
    onNotRemoved: ({ id, conversation_id }) => refuse(`note:${id}`, 'note_delete', conversation_id),
  })
  const messageActs = createMessageActs({
    ...deps,
    onUnanswered: ({ id, conversation_id }) => refuse(`message:${id}`, 'message_act', conversation_id),
  })
  const drafts = createDrafts(items('draft'))
  const noteDrafts = createDrafts(items('note-draft'))
  const draftSync = createDraftSync({
    ...deps,
    myId: owner,
    shelves: [
      { mode: 'reply', drafts, agreed: createDrafts(items('draft-agreed')) },
      { mode: 'note', drafts: noteDrafts, agreed: createDrafts(items('note-draft-agreed')) },
    ],
  })
  return {
    drafts,
    noteDrafts,
    draftSync,
    outgoing,
    notes,
    ...messageActs,
    queues: [outgoing, notes],
  }
}
