import { isRecord, parseJson, type JsonObject } from '../kit/json.ts'
import { iso } from '../kit/clock.ts'
import { integer, text, textOrNull, type Row } from '../kit/store.ts'
import { invalid, notFound } from './errors.ts'
import { insertedId } from './inserted.ts'
import type { Vendor } from './vendor.ts'

/** Where webhooks go. `null` lists mean all of them. */
export type Endpoint = {
  id: number
  url: string
  token: string
  events: string[] | null
  inboxes: number[] | null
  state: string
  createdMs: number
}

/** Makes an endpoint of the body that the vendor's sample shows. */
export function createEndpoint(vendor: Vendor, body: JsonObject): Endpoint {
  const { given, included } = partsOf(body)
  const createdMs = vendor.clock.now()
  const made = {
    url: readUrl(given['url']),
    token: readToken(given['token']),
    events: given['allEvents'] === true ? null : codesIn(included['webhookendpointevents']),
    inboxes: given['allInboxes'] === true ? null : idsIn(included['webhookendpointinboxes']),
    state: readState(given['state'] ?? 'active'),
  }
  checkContentType(given['contentType'])
  vendor.store.insert('endpoints', { ...columnsOf(made), created_ms: createdMs })
  return { id: insertedId(vendor.store), ...made, createdMs }
}

/** What is not given stays as it is. */
export function changeEndpoint(vendor: Vendor, id: number, body: JsonObject): Endpoint {
  const before = mustFindEndpoint(vendor, id)
  const { given, included } = partsOf(body)
  const { webhookendpointevents: codes, webhookendpointinboxes: inboxes } = included
  const after = {
    ...before,
    url: given['url'] === undefined ? before.url : readUrl(given['url']),
    token: given['token'] === undefined ? before.token : readToken(given['token']),
    events: given['allEvents'] === true ? null : codes === undefined ? before.events : codesIn(codes),
    inboxes: given['allInboxes'] === true ? null : inboxes === undefined ? before.inboxes : idsIn(inboxes),
    state: given['state'] === undefined ? before.state : readState(given['state']),
  }
  checkContentType(given['contentType'])
  vendor.store.update('endpoints', id, columnsOf(after))
  return after
}

export function mustFindEndpoint(vendor: Vendor, id: number): Endpoint {
  const row = vendor.store.get('select * from endpoints where id = ?', id)
  if (row === undefined) throw notFound('webhookendpoint')
  return endpointFrom(row)
}

export function listEndpoints(vendor: Vendor): Endpoint[] {
  return vendor.store.all('select * from endpoints order by id').map(endpointFrom)
}

export function deleteEndpoint(vendor: Vendor, id: number): void {
  vendor.store.transaction(() => {
    vendor.store.run('delete from deliveries where endpoint_id = ?', id)
    vendor.store.run('delete from endpoints where id = ?', id)
  })
}

/** The token is not shown again. */
export function endpointToWire({ id, url, events, inboxes, state, createdMs }: Endpoint) {
  return {
    id,
    url,
    allEvents: events === null,
    allInboxes: inboxes === null,
    contentType: 'application/json',
    state,
    createdAt: iso(createdMs),
  }
}

export function endpointFrom(row: Row): Endpoint {
  const events = parseJson(textOrNull(row, 'events') ?? 'null')
  const inboxes = parseJson(textOrNull(row, 'inboxes') ?? 'null')
  return {
    id: integer(row, 'id'),
    url: text(row, 'url'),
    token: text(row, 'token'),
    events: Array.isArray(events) ? events.map(String) : null,
    inboxes: Array.isArray(inboxes) ? inboxes.map(Number) : null,
    state: text(row, 'state'),
    createdMs: integer(row, 'created_ms'),
  }
}

function partsOf(body: JsonObject): { given: JsonObject; included: JsonObject } {
  const { webhookendpoint: given, included = {} } = body
  if (!isRecord(given)) throw invalid('webhookendpoint', 'is required')
  if (!isRecord(included)) throw invalid('included', 'must be an object')
  return { given, included }
}

function columnsOf({ url, token, events, inboxes, state }: Omit<Endpoint, 'id' | 'createdMs'>) {
  return { url, token, events: events && JSON.stringify(events), inboxes: inboxes && JSON.stringify(inboxes), state }
}

function readUrl(url: unknown): string {
  if (typeof url === 'string' && URL.canParse(url)) return url
  throw invalid('webhookendpoint.url', 'must be an address')
}

function readToken(token: unknown): string {
  if (typeof token === 'string' && token !== '') return token
  throw invalid('webhookendpoint.token', 'is required')
}

function readState(state: unknown): string {
  if (state === 'active' || state === 'inactive') return state
  throw invalid('webhookendpoint.state', 'must be active or inactive')
}

function checkContentType(type: unknown): void {
  if (type === undefined || type === 'application/json') return
  throw invalid('webhookendpoint.contentType', 'must be application/json')
}

function codesIn(given: unknown): string[] {
  return rowsIn(given).map(({ code }) => {
    if (typeof code === 'string' && /^(ticket|thread|customer|agent|inbox|tag)\.[a-z.]+$/.test(code)) return code
    throw invalid('webhookendpointevents.code', 'must be an event')
  })
}

function idsIn(given: unknown): number[] {
  return rowsIn(given).map(({ inbox }) => {
    if (isRecord(inbox) && Number.isSafeInteger(inbox['id'])) return Number(inbox['id'])
    throw invalid('webhookendpointinboxes.inbox.id', 'must be a whole number')
  })
}

function rowsIn(given: unknown): JsonObject[] {
  return Array.isArray(given) ? given.filter(isRecord) : []
}
