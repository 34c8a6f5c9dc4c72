import * as z from 'zod/mini'
import type { FaultInput, SimulatorKind } from '../simulator-kind.ts'
import { startCustomers } from './demo/customers.ts'
import { eventTypes } from './event-types.ts'
import { createKirimSimulator, type KirimSimulator } from './index.ts'
import { listUsers } from './organisation.ts'

const BASE_PATH = '/v1'
/** Long enough to be seen now and then, and to show that it is waited for. */
const MEDIA_AFTER_MS = 1500
/** What the vendor documents for an organisation that may not send. */
const refusal = { kind: 'error', status: 422, code: 'whatsapp_number_not_verified' } as const
export const refusals: readonly FaultInput[] = [
  { ...refusal, method: 'POST', path: '/messages' },
  { ...refusal, method: 'PATCH' },
]

export const kirim: SimulatorKind = {
  vendor: 'kirim',
  name: 'Kirim.chat',
  // WhatsApp is where the shop's customers are.
  share: 12,
  basePath: BASE_PATH,
  open({ conversations, limits, allowLoopback, ...given }) {
    const simulator = createKirimSimulator({
      ...given,
      ...(limits === 'generous' ? { limits: { read: 6000, write: 600 } } : {}),
      behaviour: {
        mediaAfterMs: limits === 'generous' ? MEDIA_AFTER_MS : 0,
        allowLoopbackWebhooks: allowLoopback,
        allowLoopbackFiles: allowLoopback,
      },
      demo: { conversations },
    })
    return {
      fetch: simulator.fetch,
      apiKey: simulator.apiKey,
      options: {},
      users: listUsers(simulator.vendor.store).map(({ name, email }) => ({ name: name ?? '', email: email ?? '' })),
      faults: simulator.faults,
      refusals,
      repeatWebhooksAfter: simulator.webhooks.repeatAfter,
      sendWebhooksTo: (url) => subscribe(simulator, url),
      startCustomers: (everyMs) => startCustomers(simulator.vendor, { everyMs }),
      close: simulator.close,
    }
  },
}

const listedSchema = z.object({ data: z.array(z.object({ id: z.string() })) })
const madeSchema = z.object({ data: z.object({ initial_secret: z.string() }) })

/** Subscribes anew, because a secret is only shown once; what an earlier run left behind is taken away. */
async function subscribe({ fetch, apiKey }: KirimSimulator, url: string): Promise<string[]> {
  const call = (method: string, at: string, body?: object) =>
    fetch(`https://kirim.simulator.test${BASE_PATH}/webhook_subscriptions${at}`, {
      method,
      headers: { Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const listed = z.parse(listedSchema, await (await call('GET', '')).json())
  for (const { id } of listed.data) await call('DELETE', `/${id}`)
  const made = await call('POST', '', { url, events: eventTypes })
  return [z.parse(madeSchema, await made.json()).data.initial_secret]
}
