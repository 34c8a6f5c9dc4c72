import type { SQLInputValue } from 'node:sqlite'

import type { JsonObject } from '../kit/json.ts'
import { integer } from '../kit/store.ts'
import { conversationFrom, type Conversation } from './conversations.ts'
import { unprocessable } from './errors.ts'
import { check, numberIn, numeric, oneOf, optional, required, textIn, type Rules } from './input.ts'
import { isKnownType } from './message-types.ts'
import type { Vendor } from './vendor.ts'

const defaultLimit = 20
const sorts = ['last_message_date', 'last_manual_message_date', 'score_profile', 'overdue_at', 'due_at']

const rules: Rules = {
  locationId: required('string'),
  contactId: optional('string'),
  id: optional('string'),
  assignedTo: optional('string'),
  followers: optional('string'),
  mentions: optional('string'),
  query: optional('string'),
  status: oneOf(['all', 'read', 'unread', 'starred', 'recents']),
  sort: oneOf(['asc', 'desc']),
  sortBy: oneOf(sorts),
  startAfterDate: numeric,
  limit: numeric,
  lastMessageType: { check: (value) => (isKnownType(String(value)) ? null : 'is not a message type') },
  lastMessageAction: oneOf(['automated', 'manual']),
  lastMessageDirection: oneOf(['inbound', 'outbound']),
  scoreProfile: optional('string'),
  scoreProfileMin: numeric,
  scoreProfileMax: numeric,
  sortScoreProfile: optional('string'),
  startDate: numeric,
  endDate: numeric,
}

const views: Record<string, string> = { read: 'c.unread = 0', unread: 'c.unread > 0', starred: 'c.starred = 1' }

type Condition = { sql: string; values: SQLInputValue[] }

/** A page of search, and how many rows the filters let through in all. */
export function searchConversations(vendor: Vendor, query: JsonObject): { rows: Conversation[]; total: number } {
  const given = check(query, rules)
  const limit = numberIn(given, 'limit') ?? defaultLimit
  if (!Number.isInteger(limit) || limit < 1) throw unprocessable('limit must be a positive whole number')
  // Sorting by scores and due dates is not simulated.
  const column = given['sortBy'] === 'last_manual_message_date' ? 'coalesce(c.last_manual_ms, 0)' : 'c.last_ms'
  const order = given['sort'] === 'asc' ? 'asc' : 'desc'
  const filters = conditions(given)
  const after = numberIn(given, 'startAfterDate')
  // One number cannot tell apart rows of the same millisecond: whoever stops among them misses the rest.
  const cursor = after === undefined ? [] : [where(`${column} ${order === 'asc' ? '>' : '<'} ?`, after)]
  const page = whereAll([...filters, ...cursor])
  const all = whereAll(filters)
  const from = 'from conversations c join contacts k on k.id = c.contact_id'
  const sql = `select c.* ${from} ${page.sql} order by ${column} ${order}, c.id ${order} limit ?`
  const most = Math.min(limit, vendor.behaviour.maxPage)
  return {
    rows: vendor.store.all(sql, ...page.values, most).map(conversationFrom),
    total: integer(vendor.store.get(`select count(*) as n ${from} ${all.sql}`, ...all.values) ?? {}, 'n'),
  }
}

function conditions(given: JsonObject): Condition[] {
  const view = views[textIn(given, 'status') ?? '']
  return [
    ...equals(given, 'contactId', 'c.contact_id'),
    ...equals(given, 'id', 'c.id'),
    ...equals(given, 'lastMessageType', 'c.last_type'),
    ...equals(given, 'lastMessageAction', 'c.last_action'),
    ...equals(given, 'lastMessageDirection', 'c.last_direction'),
    ...assignedTo(textIn(given, 'assignedTo')),
    ...containing(textIn(given, 'query')),
    ...(view === undefined ? [] : [where(view)]),
    ...(given['startDate'] === undefined ? [] : [where('c.added_ms >= ?', Number(given['startDate']))]),
    ...(given['endDate'] === undefined ? [] : [where('c.added_ms <= ?', Number(given['endDate']))]),
    // Nobody follows a conversation here, and nobody is mentioned in one.
    ...(given['followers'] === undefined && given['mentions'] === undefined ? [] : [where('0')]),
  ]
}

function equals(given: JsonObject, name: string, column: string): Condition[] {
  const value = textIn(given, name)
  return value === undefined ? [] : [where(`${column} = ?`, value)]
}

/** A list of user ids, or the word for nobody. */
function assignedTo(value: string | undefined): Condition[] {
  if (value === undefined) return []
  if (value === 'unassigned') return [where('c.assigned_to is null')]
  const ids = value.split(',')
  return [where(`c.assigned_to in (${ids.map(() => '?').join(', ')})`, ...ids)]
}

function containing(query: string | undefined): Condition[] {
  if (query === undefined || query === '') return []
  const columns = ['k.name', 'k.email', 'k.phone', 'c.last_body']
  const sql = columns.map((column) => `${column} like '%' || ? || '%'`).join(' or ')
  return [where(`(${sql})`, ...columns.map(() => query))]
}

function where(sql: string, ...values: SQLInputValue[]): Condition {
  return { sql, values }
}

function whereAll(all: Condition[]): Condition {
  const sql = all.length === 0 ? '' : `where ${all.map((one) => one.sql).join(' and ')}`
  return { sql, values: all.flatMap((one) => one.values) }
}
