import * as z from 'zod/mini'
import {
  agentSchema,
  createOwnerSchema,
  demoSignInSchema,
  doorSchema,
  identitySchema,
  inviteSchema,
  linkInfoSchema,
  mapIdentitySchema,
  meSchema,
  oneTimeLinkSchema,
  useLinkSchema,
} from './agent.ts'
import { connectionSchema } from './connection.ts'
import { conversationPatchSchema, conversationSchema } from './conversation.ts'
import { conversationSearchSchema } from './conversation-search.ts'
import { countsSchema } from './counts.ts'
import type { ErrorCode } from './error.ts'
import { changeSchema, changesPageSchema, liveEventSchema } from './live-event.ts'
import { messageSchema } from './message.ts'
import { presenceReportSchema } from './presence.ts'
import { sendMessageSchema, templateSchema } from './sending.ts'

export type Access = 'public' | 'agent' | 'agent_or_key' | 'owner'

/** One endpoint: where it is, who may call it, what it takes and what it answers. Paths are written as OpenAPI writes them. */
export type Endpoint = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: `/v1/${string}`
  access: Access
  summary: string
  query?: z.ZodMiniType
  body?: z.ZodMiniType
  answer: z.ZodMiniType
  /** What it can fail with beside what every endpoint of its access and form can. */
  errors?: readonly ErrorCode[]
}

const one = <S extends z.ZodMiniType>(data: S) => z.object({ data, request_id: z.string() })
const many = <S extends z.ZodMiniType>(item: S) => z.object({ data: z.array(item), request_id: z.string() })
/** A page of a keyset walk: `next_cursor` is null at the end and is only good for the same filters. */
const page = <S extends z.ZodMiniType>(item: S) =>
  z.object({ data: z.array(item), has_more: z.boolean(), next_cursor: z.nullable(z.string()), request_id: z.string() })

/** A digit string from 1 to 100; the default is 25. */
const limit = z.optional(z.string().check(z.regex(/^([1-9]\d?|100)$/)))
const cursor = z.optional(z.string().check(z.minLength(1), z.maxLength(600)))
const seq = z.string().check(z.regex(/^\d{1,15}$/))
const done = one(z.object({ done: z.literal(true) }))
/** `as_of` is the seq of the snapshot that was read: a live stream opened from there misses nothing. */
const withAsOf = { as_of: z.int() }

export const endpoints = {
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
    summary: 'Count conversations by connection, account, status and assignee, and those whose window closes soon',
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
    summary: 'Change status, assignee or unread mark; with If-Match: VERSION it conflicts instead of overwriting',
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
  listMessages: {
    method: 'GET',
    path: '/v1/conversations/{id}/messages',
    access: 'agent_or_key',
    summary: 'List messages, newest first',
    query: z.strictObject({ limit, cursor }),
    answer: page(messageSchema),
    errors: ['vendor_unavailable'],
  },
  sendMessage: {
    method: 'POST',
    path: '/v1/conversations/{id}/messages',
    access: 'agent_or_key',
    summary: 'Send a message to the customer; Idempotency-Key makes repeating it safe',
    body: sendMessageSchema,
    answer: one(messageSchema),
    errors: ['conversation_moved_on', 'idempotency_key_reuse', 'outside_24h_window', 'cannot_send'],
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
  listConversationChanges: {
    method: 'GET',
    path: '/v1/conversations/{id}/changes',
    access: 'agent_or_key',
    summary: 'Who changed status and assignee of a conversation lately, newest first',
    answer: many(changeSchema),
  },
  reportPresence: {
    method: 'PUT',
    path: '/v1/presence',
    access: 'agent',
    summary: 'Say which conversation this tab shows; forgotten when its live stream ends',
    body: presenceReportSchema,
    answer: done,
  },
  listChanges: {
    method: 'GET',
    path: '/v1/changes',
    access: 'agent_or_key',
    summary: 'What changed after a seq; 410 when that is too old',
    query: z.strictObject({ since: seq, limit }),
    answer: changesPageSchema,
    errors: ['changes_expired'],
  },
  getMe: { method: 'GET', path: '/v1/me', access: 'agent_or_key', summary: 'Who is asking', answer: one(meSchema) },
  listAgents: {
    method: 'GET',
    path: '/v1/agents',
    access: 'agent_or_key',
    summary: 'Whom a conversation can be assigned to',
    answer: many(agentSchema),
  },
  listConnections: {
    method: 'GET',
    path: '/v1/connections',
    access: 'agent_or_key',
    summary: 'Connected vendors and how they are doing',
    answer: many(connectionSchema),
  },
  getDoor: {
    method: 'GET',
    path: '/v1/door',
    access: 'public',
    summary: 'What the sign-in page must know',
    answer: one(doorSchema),
  },
  createOwner: {
    method: 'POST',
    path: '/v1/owner',
    access: 'public',
    summary: 'Create the owner on an empty database, with the one-time code that the start printed',
    body: createOwnerSchema,
    answer: done,
    errors: ['already_exists', 'rate_limit_exceeded'],
  },
  signIn: {
    method: 'POST',
    path: '/v1/session',
    access: 'public',
    summary: 'Sign in with e-mail and password',
    body: z.strictObject({ email: z.string().check(z.maxLength(200)), password: z.string().check(z.maxLength(128)) }),
    answer: done,
    errors: ['invalid_credentials', 'rate_limit_exceeded'],
  },
  signInToDemo: {
    method: 'POST',
    path: '/v1/demo-session',
    access: 'public',
    summary: 'Sign in as a demo agent; only in the demo, only on loopback',
    body: demoSignInSchema,
    answer: done,
    errors: ['permission_denied', 'resource_not_found'],
  },
  signOut: { method: 'DELETE', path: '/v1/session', access: 'agent', summary: 'Sign out', answer: done },
  changePassword: {
    method: 'PUT',
    path: '/v1/me/password',
    access: 'agent',
    summary: 'Change your own password; other sessions end',
    body: z.strictObject({
      current: z.string().check(z.maxLength(128)),
      next: z.string().check(z.minLength(10), z.maxLength(128)),
    }),
    answer: done,
    errors: ['rate_limit_exceeded'],
  },
  inviteAgent: {
    method: 'POST',
    path: '/v1/agents',
    access: 'owner',
    summary: 'Add an agent; answers the one-time link to hand over',
    body: inviteSchema,
    answer: one(oneTimeLinkSchema),
    errors: ['already_exists'],
  },
  resetPassword: {
    method: 'POST',
    path: '/v1/agents/{id}/reset',
    access: 'owner',
    summary: 'Make a one-time link for an agent who lost the password, or who was not invited yet',
    answer: one(oneTimeLinkSchema),
  },
  getLink: {
    method: 'GET',
    path: '/v1/links/{token}',
    access: 'public',
    summary: 'Whom a one-time link is for',
    answer: one(linkInfoSchema),
    errors: ['invalid_link'],
  },
  useLink: {
    method: 'POST',
    path: '/v1/links/{token}',
    access: 'public',
    summary: 'Set a password with a one-time link and sign in',
    body: useLinkSchema,
    answer: done,
    errors: ['invalid_link', 'already_exists'],
  },
  listIdentities: {
    method: 'GET',
    path: '/v1/identities',
    access: 'owner',
    summary: "Vendors' users and which agents they are",
    answer: many(identitySchema),
  },
  mapIdentity: {
    method: 'PUT',
    path: '/v1/connections/{id}/identities/{vendor_user_id}',
    access: 'owner',
    summary: "Say which agent a vendor's user is",
    body: mapIdentitySchema,
    answer: one(identitySchema),
  },
} as const satisfies Record<string, Endpoint>

/** What is served in another form than `{ data, request_id }`. Every error is one of the error table all the same. */
export type OpenRoute = Omit<Endpoint, 'path'> & { path: `/${string}`; contentType: string }

export const openRoutes = {
  live: {
    method: 'GET',
    path: '/v1/live',
    access: 'agent_or_key',
    summary: 'What changed after a seq, then whatever changes, as server-sent events',
    /** `Last-Event-ID`, which a browser sends when it reconnects, wins over `since`. */
    query: z.strictObject({ since: z.optional(seq) }),
    contentType: 'text/event-stream',
    answer: liveEventSchema,
  },
  openapi: {
    method: 'GET',
    path: '/v1/openapi.json',
    access: 'public',
    summary: 'This description',
    contentType: 'application/json',
    answer: z.looseObject({ openapi: z.string() }),
  },
  webhook: {
    method: 'POST',
    path: '/hooks/{connection}',
    access: 'public',
    summary: "A vendor's webhook; its signature over the raw bytes lets it in",
    body: z.looseObject({}),
    contentType: 'application/json',
    answer: z.object({ received: z.literal(true) }),
    errors: ['invalid_signature'],
  },
  health: {
    method: 'GET',
    path: '/healthz',
    access: 'public',
    summary: 'The process runs',
    contentType: 'application/json',
    answer: z.object({ status: z.literal('ok') }),
  },
  readiness: {
    method: 'GET',
    path: '/readyz',
    access: 'public',
    summary: 'The process can reach its database; vendors do not count',
    contentType: 'application/json',
    answer: z.object({ status: z.literal('ready') }),
  },
} as const satisfies Record<string, OpenRoute>

export type AnswerOf<E extends Endpoint> = z.output<E['answer']>
export type QueryOf<E extends Endpoint> = E extends { query: infer Q extends z.ZodMiniType } ? z.output<Q> : undefined
export type BodyOf<E extends Endpoint> = E extends { body: infer B extends z.ZodMiniType } ? z.output<B> : undefined
