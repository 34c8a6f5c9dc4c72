import * as z from 'zod/mini'
import { liveEventSchema } from '../live-event.ts'
import type { Endpoint } from './endpoint.ts'
import { seq } from './endpoint.ts'

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
  quarantine: {
    method: 'GET',
    path: '/v1/connections/{id}/quarantine.jsonl',
    access: 'admin',
    summary: 'Rows of a vendor that could not be read, a JSON object a line with what the vendor sent',
    contentType: 'application/x-ndjson',
    answer: z.string(),
  },
  uploadContent: {
    method: 'GET',
    path: '/v1/uploads/{id}/content',
    access: 'agent_or_key',
    summary: 'The bytes of an uploaded file: for whoever brought it, and for everybody here once it is in a message',
    contentType: 'application/octet-stream',
    answer: z.string(),
  },
  outgoingFile: {
    method: 'GET',
    path: '/out/{token}',
    access: 'public',
    summary:
      'A file for the vendor to fetch; the token is its secret, and good for a day after a message with it went out',
    contentType: 'application/octet-stream',
    answer: z.string(),
    errors: ['file_expired'],
  },
  media: {
    method: 'GET',
    path: '/media/{conversation_id}/{message_id}',
    access: 'agent_or_key',
    summary:
      'The file in a message, as the vendor holds it; one span by Range. Pictures, sound and films of known types are shown, everything else is saved',
    contentType: 'application/octet-stream',
    answer: z.string(),
    errors: ['media_not_ready', 'media_too_large', 'media_unavailable', 'vendor_unavailable'],
  },
  metrics: {
    method: 'GET',
    path: '/metrics',
    access: 'agent_or_key',
    summary: 'How the connections are doing, for a monitor: the text format of Prometheus',
    contentType: 'text/plain',
    answer: z.string(),
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
