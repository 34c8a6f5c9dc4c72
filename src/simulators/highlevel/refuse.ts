import type { FaultOf } from '../kit/front-door.ts'
import { errorBody } from './errors.ts'

/** What the vendor answers where a fault makes a request fail. */
export function refuse({ status, headers = {}, body, message = 'A simulated failure.' }: FaultOf<'error'>): Response {
  if (body !== undefined) return new Response(body, { status, headers: { 'Content-Type': 'text/html', ...headers } })
  return Response.json(errorBody(status, [message]), { status, headers })
}
