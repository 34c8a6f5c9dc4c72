import * as z from 'zod/mini'
import { conversationSearchSchema } from '../conversation-search.ts'
import { conversationPatchSchema, conversationSchema } from '../conversation.ts'
import { countsSchema } from '../counts.ts'
import { changeSchema } from '../live-event.ts'
import { samePersonSchema } from '../same-person.ts'
import type { Endpoint } from './endpoint.ts'
import { one, many, page, limit, cursor, withAsOf } from './endpoint.ts'

/** Conversations: lists, one, and what agents change. */
export const conversationEndpoints = {
  listConversations: {
    method: 'GET',
    path: '/v1/conversations',
    access: 'agent_or_key',
    summary: 'List conversations, last message first unless sorted by window',
    query: z.extend(conversationSearchSchema, { limit, cursor }),
    answer: z.extend(page(conversationSchema), withAsOf),
  },
  countConversations: {
    method: 'GET',
    path: '/v1/conversations/counts',
    access: 'agent_or_key',
    summary:
      'Count conversations by connection, channel, account, status and assignee, and those whose window closes soon',
    answer: one(countsSchema),
  },
  getConversation: {
    method: 'GET',
    path: '/v1/conversations/{id}',
    access: 'agent_or_key',
    summary: 'Get a conversation',
    answer: z.extend(one(conversationSchema), withAsOf),
  },
  patchConversation: {
    method: 'PATCH',
    path: '/v1/conversations/{id}',
    access: 'agent_or_key',
    summary: 'Change status, assignee, star or unread mark; with If-Match: VERSION it conflicts instead of overwriting',
    body: conversationPatchSchema,
    answer: z.extend(one(conversationSchema), withAsOf),
    errors: ['version_conflict'],
  },
  dismissNotices: {
    method: 'DELETE',
    path: '/v1/conversations/{id}/notices',
    access: 'agent',
    summary: 'Dismiss the notices of what a vendor refused',
    answer: z.extend(one(conversationSchema), withAsOf),
  },
  listConversationChanges: {
    method: 'GET',
    path: '/v1/conversations/{id}/changes',
    access: 'agent_or_key',
    summary: 'Who changed status and assignee of a conversation lately, newest first',
    answer: many(changeSchema),
  },
  listSamePerson: {
    method: 'GET',
    path: '/v1/conversations/{id}/same-person',
    access: 'agent_or_key',
    summary: 'Contacts of other connections with the same number or e-mail address, who may be the same person',
    answer: many(samePersonSchema),
  },
} as const satisfies Record<string, Endpoint>
