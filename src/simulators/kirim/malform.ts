import { isRecord, parseJson, type JsonObject } from '../kit/json.ts'
import type { Malformation } from '../kit/faults.ts'
import type { FaultOf } from '../kit/front-door.ts'

/** Breaks one row of a list answer; anything else, and any other row, passes as it is. */
export async function malform(response: Response, fault: FaultOf<'malformed'>): Promise<Response> {
  const json = await response.text()
  const body = parseJson(json)
  const { status, headers } = response
  if (!isRecord(body) || !Array.isArray(body['data'])) return new Response(json, { status, headers })
  const wanted = fault.conversation_id
  const rows: unknown[] = body['data']
  const at = wanted === undefined ? 0 : rows.findIndex((row) => isRecord(row) && row['id'] === wanted)
  const data = rows.map((row, index) => (index === at && isRecord(row) ? broken(row, fault.shape) : row))
  return Response.json({ ...body, data }, { status, headers: withoutLength(headers) })
}

function broken(row: JsonObject, shape: Malformation): unknown {
  const { id, ...rest } = row
  const shapes: Record<Malformation, unknown> = {
    missing_id: rest,
    wrong_type: { ...row, contact: `contact of ${String(id)}`, unread_count: 'three' },
    bad_date: { ...row, last_message_at: 'yesterday' },
    not_an_object: null,
  }
  return shapes[shape]
}

function withoutLength(headers: Headers): Headers {
  const kept = new Headers(headers)
  kept.delete('content-length')
  return kept
}
