import type { FaultOf } from '../kit/front-door.ts'
import { isRecord, parseJson } from '../kit/json.ts'
import type { Malformation } from '../kit/faults.ts'
import { refusal } from './errors.ts'
import type { Vendor } from './vendor.ts'

/** What the vendor answers where a fault makes a request fail. It has no codes: a `code` becomes the text. */
export function refuseFault(vendor: Vendor, fault: FaultOf<'error'>): Response {
  const { status, headers = {}, body, code, message } = fault
  if (body !== undefined) return new Response(body, { status, headers: { 'Content-Type': 'text/html', ...headers } })
  if (status === 429) {
    const reset = Math.ceil(vendor.clock.now() / 1000) + 60
    return Response.json({ error: 'Too many requests', remaining: 0, reset }, { status, headers })
  }
  return refusal(vendor, status, message ?? code ?? 'a simulated failure', headers)
}

/** Breaks one row of a list of conversations; anything else, and any other row, passes as it is. */
export async function malform(response: Response, fault: FaultOf<'malformed'>): Promise<Response> {
  const json = await response.text()
  const body = parseJson(json)
  const { status } = response
  const headers = new Headers(response.headers)
  headers.delete('content-length')
  if (!isRecord(body) || !Array.isArray(body['conversations'])) return new Response(json, { status, headers })
  const rows: unknown[] = body['conversations']
  const wanted = fault.conversation_id
  const at = wanted === undefined ? 0 : rows.findIndex((row) => isRecord(row) && row['uniqueId'] === wanted)
  const conversations = rows.map((row, index) => (index === at && isRecord(row) ? broken(row, fault.shape) : row))
  return Response.json({ ...body, conversations }, { status, headers })
}

function broken(row: Record<string, unknown>, shape: Malformation): unknown {
  const { uniqueId, ...rest } = row
  const shapes: Record<Malformation, unknown> = {
    missing_id: rest,
    wrong_type: { ...row, contact: `contact of ${String(uniqueId)}`, numberOfUnreadMessages: 'three' },
    bad_date: { ...row, createdAt: 'yesterday' },
    not_an_object: null,
  }
  return shapes[shape]
}
