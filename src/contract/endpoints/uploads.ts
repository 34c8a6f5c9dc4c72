import * as z from 'zod/mini'
import { uploadSchema } from '../upload.ts'
import type { Endpoint } from './endpoint.ts'
import { done, one } from './endpoint.ts'

/** Files on their way to a customer. */
export const uploadEndpoints = {
  createUpload: {
    method: 'POST',
    path: '/v1/uploads',
    access: 'agent_or_key',
    summary: 'Upload a file as the raw body; it waits a day for a message of yours that names it',
    query: z.strictObject({
      connection: z.string().check(z.minLength(1), z.maxLength(128)),
      filename: z.string().check(z.minLength(1), z.maxLength(512)),
    }),
    takesBytes: true,
    answer: one(uploadSchema),
    errors: ['resource_not_found', 'cannot_send', 'unsupported_file', 'payload_too_large', 'invalid_request'],
  },
  discardUpload: {
    method: 'DELETE',
    path: '/v1/uploads/{id}',
    access: 'agent_or_key',
    summary: 'Discard a file of yours that no message names yet',
    answer: done,
  },
} as const satisfies Record<string, Endpoint>
