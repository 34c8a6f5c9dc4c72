import { isRecord, parseJson, type JsonObject } from '../kit/json.ts'
import type { Malformation } from '../kit/faults.ts'
import type { FaultOf } from '../kit/front-door.ts'

const lists = ['tickets', 'conversations']

/** Breaks one row of a list of tickets or chats; anything else, and any other row, passes as it is. */
export async function malform(response: Response, fault: FaultOf<'malformed'>): Promise<Response> {
  const json = await response.text()
  const body = parseJson(json)
  const { status, headers: sent } = response
  const name = lists.find((plural) => isRecord(body) && Array.isArray(body[plural]))
  if (!isRecord(body) || name === undefined) return new Response(json, { status, headers: sent })
  const given = body[name]
  const rows: unknown[] = Array.isArray(given) ? given : []
  const wanted = fault.conversation_id
  const at = wanted === undefined ? 0 : rows.findIndex((row) => isRecord(row) && String(row['id']) === wanted)
  const broken = rows.map((row, index) => (index === at && isRecord(row) ? breakRow(row, fault.shape) : row))
  const headers = new Headers(sent)
  headers.delete('content-length')
  return Response.json({ ...body, [name]: broken }, { status, headers })
}

function breakRow(row: JsonObject, shape: Malformation): unknown {
  const { id, ...rest } = row
  const shapes: Record<Malformation, unknown> = {
    missing_id: rest,
    wrong_type: { ...row, id: `number ${String(id)}`, status: 'three', contact: 'somebody' },
    bad_date: { ...row, createdAt: 'yesterday', updatedAt: 'yesterday' },
    not_an_object: null,
  }
  return shapes[shape]
}
