import { ConnectorError } from '../connector-error.ts'
import { first } from '../kit/text.ts'
import { itemEnvelope, listEnvelope } from './wire.ts'

/** What a list answer holds, and the cursor behind it. `has_more: false` ends a list whatever the cursor says. Throws `ConnectorError`. */
export function readPage(body: unknown): { data: unknown[]; nextCursor: string | null } {
  const envelope = listEnvelope.safeParse(body)
  if (!envelope.success) throw unreadable()
  const { data, has_more: more, next_cursor: cursor } = envelope.data
  return { data, nextCursor: more === false ? null : first(cursor) }
}

/** What the answer about one thing holds; undefined when that is not to be found. */
export function readItem(body: unknown): unknown {
  return itemEnvelope.safeParse(body).data?.data
}

export function unreadable(): ConnectorError {
  return new ConnectorError('malformed', 'bad_shape', 'Kirim.chat answered with JSON of another shape than documented.')
}
