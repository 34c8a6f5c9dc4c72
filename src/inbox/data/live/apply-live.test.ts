import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import type { Change } from '#contract/live-event.ts'
import { makeConversation } from '#mocks/builders/conversation.ts'
import { makeChange, makeConversationEvent } from '#mocks/builders/live.ts'
import { applyLive } from './apply-live.ts'
import { createConversationStore } from '../acts/conversation-store.ts'
import { createCountsStore } from '../acts/counts.ts'

/** Which threads are read again for an event that a reply of the same version came before. */
function readAgainAfter(field: Change['field']): string[] {
  const conversation = makeConversation({ id: 'cnv_ana', version: 8 })
  const store = createConversationStore()
  store.transact((write) => write.take(conversation))
  const refreshed: string[] = []
  const event = makeConversationEvent({ ...conversation, version: 7 }, [makeChange({ seq: 7, field })])
  applyLive([event], {
    store,
    counts: createCountsStore(store, null, () => 0),
    queryClient: new QueryClient(),
    now: () => 0,
    threads: { refresh: (id) => void refreshed.push(id), retryFailed: () => undefined },
    draftSync: { heard: () => undefined },
    presence: { take: () => undefined, repeat: () => undefined },
    watchBackfill: () => undefined,
    notify: () => undefined,
  })
  expect(store.get('cnv_ana')).toBe(conversation)
  return refreshed
}

test('a message is read though a reply brought its conversation first', () => {
  expect(readAgainAfter('message')).toEqual(['cnv_ana'])
  expect(readAgainAfter('status')).toEqual([])
})
