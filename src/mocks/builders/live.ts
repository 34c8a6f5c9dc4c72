import * as z from 'zod/mini'
import type { Conversation } from '#contract/conversation.ts'
import { changeSchema, conflictBodySchema, conversationEventSchema } from '#contract/live-event.ts'
import type { Change, ConflictBody, ConversationEvent } from '#contract/live-event.ts'
import { nextNumber } from './sequence.ts'

/** A change by a colleague named Rina: she resolved an open conversation. */
export function makeChange(overrides: Partial<Change> = {}): Change {
  return z.parse(changeSchema, {
    seq: nextNumber(),
    field: 'status',
    from: 'open',
    to: 'resolved',
    actor: { type: 'agent', id: 'agt_rina', name: 'Rina' },
    client: null,
    at: '2026-11-20T09:00:00.000Z',
    ...overrides,
  })
}

/** The event that brings a conversation as it is now; its seq is the conversation's version. */
export function makeConversationEvent(conversation: Conversation, changes: readonly Change[] = []): ConversationEvent {
  return z.parse(conversationEventSchema, { type: 'conversation', seq: conversation.version, conversation, changes })
}

/** What a 412 answers: the conversation as it is now, and who got there first. */
export function makeConflictBody(conversation: Conversation, changes: readonly Change[]): ConflictBody {
  return z.parse(conflictBodySchema, {
    error: { type: 'conflict', code: 'version_conflict', message: 'Somebody was first.', request_id: 'req_1' },
    conversation,
    changes,
  })
}
