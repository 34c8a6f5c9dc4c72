import { errorTypeOf } from './errors.ts'
import type { FaultOf } from '../kit/front-door.ts'
import { newId, type Vendor } from './vendor.ts'

/** What the vendor answers where a fault makes a request fail. */
export function refuse(vendor: Vendor, fault: FaultOf<'error'>): Response {
  const { status, headers = {}, body, param, message = 'A simulated failure.' } = fault
  if (body !== undefined) return new Response(body, { status, headers: { 'Content-Type': 'text/html', ...headers } })
  const code = fault.code ?? defaultCodes[status] ?? (status >= 500 ? 'internal_error' : 'invalid_request')
  const requestId = newId(vendor, 'req')
  const error = { type: errorTypeOf(status), code, message, ...(param === undefined ? {} : { param }) }
  const sent = { 'X-Request-Id': requestId, ...headers }
  return Response.json({ error: { ...error, request_id: requestId } }, { status, headers: sent })
}

const defaultCodes: Record<number, string> = {
  401: 'invalid_api_key',
  404: 'resource_not_found',
  429: 'rate_limit_exceeded',
  502: 'whatsapp_upstream_error',
}
