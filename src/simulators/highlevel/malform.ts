import type { Malformation } from '../kit/faults.ts'
import type { FaultOf } from '../kit/front-door.ts'
import { isRecord, parseJson, type JsonObject } from '../kit/json.ts'

/** Breaks one row of a search; anything else, and any other row, passes as it is. */
export async function malform(response: Response, fault: FaultOf<'malformed'>): Promise<Response> {
  const json = await response.text()
  const body = parseJson(json)
  const { status } = response
  const headers = new Headers(response.headers)
  headers.delete('content-length')
  if (!isRecord(body) || !Array.isArray(body['conversations'])) return new Response(json, { status, headers })
  const wanted = fault.conversation_id
  const rows: unknown[] = body['conversations']
  const at = wanted === undefined ? 0 : rows.findIndex((row) => isRecord(row) && row['id'] === wanted)
  const conversations = rows.map((row, index) => (index === at && isRecord(row) ? broken(row, fault.shape) : row))
  return Response.json({ ...body, conversations }, { status, headers })
}

function broken(row: JsonObject, shape: Malformation): unknown {
  const { id, ...rest } = row
  const shapes: Record<Malformation, unknown> = {
    missing_id: rest,
    wrong_type: { ...row, contactId: 7, unreadCount: `three of ${String(id)}` },
    bad_date: { ...row, lastMessageDate: 'yesterday' },
    not_an_object: null,
  }
  return shapes[shape]
}
