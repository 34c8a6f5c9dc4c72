import { cannedReplySchema, writeCannedReplySchema } from '../canned-reply.ts'
import type { Endpoint } from './endpoint.ts'
import { done, many, one } from './endpoint.ts'

/** Replies that the team keeps ready. */
export const cannedReplyEndpoints = {
  listCannedReplies: {
    method: 'GET',
    path: '/v1/canned-replies',
    access: 'agent_or_key',
    summary: 'List canned replies by shortcut',
    answer: many(cannedReplySchema),
  },
  createCannedReply: {
    method: 'POST',
    path: '/v1/canned-replies',
    access: 'agent',
    summary: 'Keep a reply ready for the whole team',
    body: writeCannedReplySchema,
    answer: one(cannedReplySchema),
    errors: ['already_exists'],
  },
  changeCannedReply: {
    method: 'PUT',
    path: '/v1/canned-replies/{id}',
    access: 'agent',
    summary: 'Change a canned reply',
    body: writeCannedReplySchema,
    answer: one(cannedReplySchema),
    errors: ['already_exists'],
  },
  deleteCannedReply: {
    method: 'DELETE',
    path: '/v1/canned-replies/{id}',
    access: 'agent',
    summary: 'Delete a canned reply',
    answer: done,
  },
} as const satisfies Record<string, Endpoint>
