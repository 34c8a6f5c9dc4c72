import type { Context } from 'hono'

import { integer, type Row, type Store } from '../kit/store.ts'
import { invalid } from './errors.ts'
import type { Condition, Fields } from './filter.ts'
import { readFilter } from './filter.ts'
import type { DeskEnv } from './http.ts'

const largestPage = 100
const defaultPage = 50

export type ListRequest = { page: number; pageSize: number; where: Condition; order: string; includes: Set<string> }

type Allowed = { fields: Fields; order: string; includes?: readonly string[] }

/** Reads what a list is asked for. A page size above 100 is taken as 100 without a word. */
export function readListRequest(c: Context<DeskEnv>, { fields, order, includes = [] }: Allowed): ListRequest {
  const { page, pageSize, orderBy, orderMode, filter } = c.req.query()
  return {
    page: wholeNumber(page, 1),
    pageSize: Math.min(largestPage, wholeNumber(pageSize, defaultPage)),
    where: readFilter(filter, fields),
    order: orderBy === undefined ? order : readOrder(orderBy, orderMode ?? 'asc', fields),
    includes: readIncludes(c.req.query('includes'), includes),
  }
}

/** The names of what is to stand under `included`: a comma list, or `all`. */
export function readIncludes(given: string | undefined, allowed: readonly string[]): Set<string> {
  const names = (given ?? '').split(',').filter((name) => name !== '')
  const unknown = names.find((name) => name !== 'all' && !allowed.includes(name))
  if (unknown !== undefined) throw invalid('includes', `${unknown} cannot be included`)
  return new Set(names.includes('all') ? allowed : names)
}

/** One page of a table, and the numbers that go with it. */
export function readPage(
  store: Store,
  table: string,
  { page, pageSize, where, order }: ListRequest,
  and = '1',
): { rows: Row[]; counts: object } {
  const condition = `where (${and}) and (${where.sql})`
  const records = integer(store.get(`select count(*) as n from ${table} ${condition}`, ...where.values) ?? {}, 'n')
  const pages = Math.ceil(records / pageSize)
  const pageOffset = (page - 1) * pageSize
  const sql = `select * from ${table} ${condition} order by ${order} limit ? offset ?`
  const rows = store.all(sql, ...where.values, pageSize, pageOffset)
  const more = page < pages
  return {
    rows,
    counts: {
      pagination: { records, pageSize, pages, page, hasMorePages: more },
      meta: { page: { count: records, pageSize, pageOffset, pages, hasMore: more } },
    },
  }
}

function readOrder(by: string, mode: string, fields: Fields): string {
  const field = fields[by]
  if (field === undefined) throw invalid('orderBy', `${by} cannot be ordered by`)
  const direction = mode.toLowerCase()
  if (direction !== 'asc' && direction !== 'desc') throw invalid('orderMode', 'must be asc or desc')
  return field === null ? `id ${direction}` : `${field.column} ${direction}, id ${direction}`
}

function wholeNumber(given: string | undefined, otherwise: number): number {
  return given !== undefined && /^[1-9]\d{0,6}$/.test(given) ? Number(given) : otherwise
}
