import * as z from 'zod/mini'
import type { Endpoint } from './endpoints/endpoint.ts'
import type { OpenRoute } from './endpoints/open-routes.ts'
import type { ErrorCode } from './error.ts'

const UNREADABLE = ['invalid_request', 'missing_required_field', 'invalid_field_value', 'unknown_field'] as const

/** Every error that an endpoint can answer with: what its access and its form bring along, and what is its own. */
export function errorsOf(endpoint: Endpoint | OpenRoute): ErrorCode[] {
  const { method, path, access, query, body, errors = [] } = endpoint
  const parameters = Object.keys(shapeOf(query))
  const isOurs = path.startsWith('/v1/')
  const codes: ErrorCode[] = [
    ...(isOurs ? (['unknown_field'] as const) : []),
    ...(parameters.length > 0 || path.includes('{') || body !== undefined ? UNREADABLE : []),
    ...(parameters.includes('limit') ? (['invalid_limit'] as const) : []),
    ...(parameters.includes('cursor') ? (['invalid_cursor'] as const) : []),
    ...(body === undefined ? [] : (['payload_too_large'] as const)),
    ...(access === 'public' ? [] : (['authentication_required', 'invalid_api_key'] as const)),
    ...(['agent', 'admin', 'owner'].includes(access) ? (['permission_denied'] as const) : []),
    ...(method === 'GET' || !isOurs ? [] : (['invalid_origin'] as const)),
    ...(path.includes('{') ? (['resource_not_found'] as const) : []),
    ...errors,
    'internal_error',
    'service_unavailable',
  ]
  return [...new Set(codes)]
}

/** The fields of an object schema; none for anything else. */
function shapeOf(schema: z.ZodMiniType | undefined): Readonly<Record<string, unknown>> {
  return schema instanceof z.ZodMiniObject ? schema.shape : {}
}
