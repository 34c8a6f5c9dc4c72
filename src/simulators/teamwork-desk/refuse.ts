import type { FaultOf } from '../kit/front-door.ts'

/** What the vendor answers where a fault makes a request fail. */
export function refuseBy(fault: FaultOf<'error'>): Response {
  const { status, headers = {}, body, param, message = 'a simulated failure' } = fault
  if (body !== undefined) return new Response(body, { status, headers: { 'Content-Type': 'text/html', ...headers } })
  const errors = status === 400 ? { [param ?? 'base']: [message] } : [{ detail: message }]
  return Response.json({ errors }, { status, headers })
}
