import { draftSchema, saveDraftSchema } from '../draft.ts'
import type { Endpoint } from './endpoint.ts'
import { done, many } from './endpoint.ts'

/** What agents have begun to write, so that they find it on every device. */
export const draftEndpoints = {
  listDrafts: {
    method: 'GET',
    path: '/v1/drafts',
    access: 'agent',
    summary: 'List your own drafts',
    answer: many(draftSchema),
  },
  saveDraft: {
    method: 'PUT',
    path: '/v1/conversations/{id}/drafts/{mode}',
    access: 'agent',
    summary: 'Keep your own draft of a reply or a note; an empty text takes it away',
    body: saveDraftSchema,
    answer: done,
    errors: ['version_conflict'],
  },
} as const satisfies Record<string, Endpoint>
