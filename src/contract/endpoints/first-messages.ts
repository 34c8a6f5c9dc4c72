import { firstMessageSchema, startConversationSchema, startedSchema } from '../first-message.ts'
import type { Endpoint } from './endpoint.ts'
import { done, many, one } from './endpoint.ts'

/** Writing to a number for the first time. */
export const firstMessageEndpoints = {
  startConversation: {
    method: 'POST',
    path: '/v1/conversations',
    access: 'agent_or_key',
    summary: 'Write to a number for the first time, with a template; a conversation that exists is answered instead',
    body: startConversationSchema,
    answer: one(startedSchema),
    errors: ['idempotency_key_reuse', 'cannot_send'],
  },
  listFirstMessages: {
    method: 'GET',
    path: '/v1/first-messages',
    access: 'agent_or_key',
    summary: 'What became of the conversations that you started lately, newest first',
    answer: many(firstMessageSchema),
  },
  retryFirstMessage: {
    method: 'POST',
    path: '/v1/first-messages/{id}/retry',
    access: 'agent',
    summary: 'Try a first message again that the vendor refused',
    answer: one(firstMessageSchema),
    errors: ['not_waiting'],
  },
  discardFirstMessage: {
    method: 'DELETE',
    path: '/v1/first-messages/{id}',
    access: 'agent',
    summary: 'Discard a first message that the vendor never had, or put one that arrived off the list',
    answer: done,
    errors: ['not_waiting'],
  },
} as const satisfies Record<string, Endpoint>
