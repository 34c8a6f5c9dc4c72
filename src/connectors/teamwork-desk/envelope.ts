import * as z from 'zod/mini'
import { ConnectorError } from '../connector-error.ts'
import { readIncluded, type Included } from './included.ts'
import { listEnvelope } from './wire.ts'

type Page = { rows: unknown[]; included: Included; hasMore: boolean; behind: number | undefined }

/**
 * What a list answer holds under its plural, what came beside it, whether there is another page, and how many rows stand on those behind
 * it, where it tells. Throws `ConnectorError`.
 */
export function readPage(body: unknown, plural: string): Page {
  const rows = z.object({ [plural]: z.array(z.unknown()) }).safeParse(body).data?.[plural]
  if (rows === undefined) throw unreadable()
  const { included, pagination, meta } = listEnvelope.safeParse(body).data ?? {}
  return {
    rows,
    included: readIncluded(included),
    hasMore: rows.length > 0 && (pagination?.hasMorePages ?? meta?.page?.hasMore ?? false),
    behind: rowsBehind(pagination ?? {}),
  }
}

type Counted = Record<'records' | 'page' | 'pageSize', number | undefined>

function rowsBehind({ records, page, pageSize }: Partial<Counted>): number | undefined {
  if (records === undefined || page === undefined || pageSize === undefined) return undefined
  return Math.max(0, records - page * pageSize)
}

/** What the answer about one thing holds under its name; undefined when that is not to be found. */
export function readItem(body: unknown, name: string): { row: unknown; included: Included } {
  const { included } = listEnvelope.safeParse(body).data ?? {}
  const row = z.object({ [name]: z.unknown() }).safeParse(body).data?.[name]
  return { row, included: readIncluded(included) }
}

export function unreadable(): ConnectorError {
  return new ConnectorError(
    'malformed',
    'bad_shape',
    'Teamwork Desk answered with JSON of another shape than documented.',
  )
}
