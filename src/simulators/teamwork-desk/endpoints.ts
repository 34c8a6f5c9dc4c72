import { isRecord, parseJson, type JsonObject } from '../kit/json.ts'
import { iso } from '../kit/clock.ts'
import { integer, text, textOrNull, type Row } from '../kit/store.ts'
import { invalid } from './errors.ts'
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
  const given = isRecord(body['webhookendpoint']) ? body['webhookendpoint'] : {}
  const included = isRecord(body['included']) ? body['included'] : {}
  const { url, token, contentType = 'application/json', state = 'active' } = given
  if (typeof url !== 'string' || !URL.canParse(url)) throw invalid('webhookendpoint.url', 'must be an address')
  if (typeof token !== 'string' || token === '') throw invalid('webhookendpoint.token', 'is required')
  if (contentType !== 'application/json') throw invalid('webhookendpoint.contentType', 'must be application/json')
  const events = given['allEvents'] === true ? null : codesIn(included['webhookendpointevents'])
  const inboxes = given['allInboxes'] === true ? null : idsIn(included['webhookendpointinboxes'])
  const createdMs = vendor.clock.now()
  vendor.store.insert('endpoints', {
    url,
    token,
    events: events && JSON.stringify(events),
    inboxes: inboxes && JSON.stringify(inboxes),
    state: String(state),
    created_ms: createdMs,
  })
  return { id: insertedId(vendor.store), url, token, events, inboxes, state: String(state), createdMs }
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

function codesIn(given: unknown): string[] {
  return (Array.isArray(given) ? given : []).filter(isRecord).map(({ code }) => String(code))
}

function idsIn(given: unknown): number[] {
  return (Array.isArray(given) ? given : []).flatMap((entry: unknown) =>
    isRecord(entry) && isRecord(entry['inbox']) ? [Number(entry['inbox']['id'])] : [],
  )
}
