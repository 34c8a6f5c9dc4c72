import type { RequestHandler } from 'msw'
import * as z from 'zod/mini'
import {
  addConnectionSchema,
  changeConnectionSchema,
  testConnectionSchema,
  WEBHOOK_SECRET,
} from '#contract/connection-setup.ts'
import { endpoints } from '#contract/endpoints.ts'
import { makeConnection, makeSetup, makeVendor } from '../builders/connection.ts'
import { answer, refuse } from './answers.ts'
import type { World } from './world.ts'

/** A key that the vendor does not know; every other opens an account of that name. */
export const WRONG_KEY = 'wrong'
export const MADE_SECRET = 'sgw_made_here'

/** Vendors that can be connected, one of each kind of webhook secret, and connections as they come and go. */
export function connectionHandlers(world: World): RequestHandler[] {
  const { connections, session } = world
  const vendors = [makeVendor(), makeVendor({ vendor: 'highlevel', name: 'HighLevel', webhooks: 'ours' })]
  const guarded = (make: Parameters<typeof answer>[1]) => (asked: Parameters<typeof make>[0]) =>
    session.me?.agent?.role === 'agent' ? refuse('permission_denied') : make(asked)
  const indexOf = (id: unknown) => connections.findIndex((connection) => connection.id === id)
  const setupOf = (id: unknown) => {
    const connection = connections[indexOf(id)]
    return connection === undefined ? null : makeSetup(connection, world.webhook)
  }

  return [
    answer(
      endpoints.listVendors,
      guarded(() => ({ data: vendors })),
    ),
    answer(
      endpoints.testConnection,
      guarded(({ body }) => {
        const asked = z.parse(testConnectionSchema, body)
        const key = asked.settings.find(({ name }) => name === 'api_key')?.value ?? 'kept'
        const problem = { kind: 'auth', code: 'invalid_api_key', message: 'The key is not known.' }
        if (key === WRONG_KEY) return { data: { account: null, problem } }
        const account = { id: key, name: `Toko ${key}`, reads_per_minute: 600, writes_per_minute: null }
        return { data: { account, problem: null } }
      }),
    ),
    answer(
      endpoints.addConnection,
      guarded(({ body }) => {
        const { vendor, name } = z.parse(addConnectionSchema, body)
        const connection = makeConnection({
          id: `con_${connections.length + 1}`,
          vendor,
          name: name ?? 'Toko Baru',
          state: 'catching_up',
          backfill: { done: false, rows: 0 },
          webhooks: false,
        })
        connections.push(connection)
        const isOurs = vendors.find((one) => one.vendor === vendor)?.webhooks?.secret === 'ours'
        return { data: { setup: makeSetup(connection, world.webhook), webhook_secret: isOurs ? MADE_SECRET : null } }
      }),
    ),
    answer(
      endpoints.getConnection,
      guarded(({ params }) => {
        const setup = setupOf(params['id'])
        return setup === null ? refuse('resource_not_found') : { data: setup }
      }),
    ),
    answer(
      endpoints.changeConnection,
      guarded(({ params, body }) => {
        const change = z.parse(changeConnectionSchema, body)
        const at = indexOf(params['id'])
        const before = connections[at]
        if (before === undefined) return refuse('resource_not_found')
        const state = change.paused === undefined ? before.state : change.paused ? 'paused' : 'ok'
        connections[at] = { ...before, state, name: change.name ?? before.name }
        const given = change.settings?.find(({ name }) => name === WEBHOOK_SECRET)
        if (given !== undefined) {
          const state = given.value === '' ? 'active' : 'by_hand'
          world.webhook = { ...world.webhook, subscription: { state, problem: null } }
        }
        const secret = change.new_webhook_secret === true ? MADE_SECRET : null
        return { data: { setup: setupOf(params['id']), webhook_secret: secret } }
      }),
    ),
    answer(
      endpoints.removeConnection,
      guarded(({ params }) => {
        const [gone] = connections.splice(indexOf(params['id']), 1)
        return { data: { id: params['id'], withdrawn: gone?.backlog ?? 0, subscription: null } }
      }),
    ),
    answer(
      endpoints.listQuarantined,
      guarded(() => {
        const at = '2026-11-20T09:00:00.000Z'
        const row = {
          vendor_id: 'cnv_broken',
          reason: 'status is missing',
          first_seen_at: at,
          last_seen_at: at,
          seen: 3,
        }
        return { data: [row] }
      }),
    ),
  ]
}
