import * as z from 'zod/mini'
import { messageSchema } from '../message.ts'
import { sendMessageSchema, templateSchema } from '../sending.ts'
import type { Endpoint } from './endpoint.ts'
import { one, many, page, limit, cursor, done } from './endpoint.ts'

/** Messages of a conversation, and what can be sent. */
export const messageEndpoints = {
  listMessages: {
    method: 'GET',
    path: '/v1/conversations/{id}/messages',
    access: 'agent_or_key',
    summary: 'List messages, newest first',
    query: z.strictObject({ limit, cursor }),
    answer: page(messageSchema),
    errors: ['vendor_unavailable', 'connection_removed'],
  },
  sendMessage: {
    method: 'POST',
    path: '/v1/conversations/{id}/messages',
    access: 'agent_or_key',
    summary: 'Send a message to the customer; Idempotency-Key makes repeating it safe',
    body: sendMessageSchema,
    answer: one(messageSchema),
    errors: ['conversation_moved_on', 'idempotency_key_reuse', 'outside_24h_window', 'cannot_send', 'unknown_upload'],
  },
  retryMessage: {
    method: 'POST',
    path: '/v1/conversations/{id}/messages/{message_id}/retry',
    access: 'agent',
    summary: 'Try a message again that the vendor refused',
    answer: one(messageSchema),
    errors: ['not_waiting', 'outside_24h_window'],
  },
  discardMessage: {
    method: 'DELETE',
    path: '/v1/conversations/{id}/messages/{message_id}',
    access: 'agent',
    summary: 'Discard a message that the vendor never had: one that waits, or that was refused',
    answer: done,
    errors: ['not_waiting'],
  },
  listTemplates: {
    method: 'GET',
    path: '/v1/connections/{id}/templates',
    access: 'agent_or_key',
    summary: 'Templates that the channel approved',
    answer: many(templateSchema),
    errors: ['vendor_unavailable'],
  },
} as const satisfies Record<string, Endpoint>
