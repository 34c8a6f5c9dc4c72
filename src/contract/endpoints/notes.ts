import * as z from 'zod/mini'
import { noteSchema, writeNoteSchema } from '../note.ts'
import type { Endpoint } from './endpoint.ts'
import { cursor, done, limit, one, page } from './endpoint.ts'

/** Private notes of a conversation. */
export const noteEndpoints = {
  listNotes: {
    method: 'GET',
    path: '/v1/conversations/{id}/notes',
    access: 'agent_or_key',
    summary: 'List private notes, newest first',
    query: z.strictObject({ limit, cursor }),
    answer: page(noteSchema),
  },
  writeNote: {
    method: 'POST',
    path: '/v1/conversations/{id}/notes',
    access: 'agent_or_key',
    summary: 'Write a private note, which no vendor ever gets; Idempotency-Key makes repeating it safe',
    body: writeNoteSchema,
    answer: one(noteSchema),
    errors: ['idempotency_key_reuse'],
  },
  deleteNote: {
    method: 'DELETE',
    path: '/v1/conversations/{id}/notes/{note_id}',
    access: 'agent',
    summary: 'Delete a private note: your own, or as the owner anybody’s',
    answer: done,
  },
} as const satisfies Record<string, Endpoint>
