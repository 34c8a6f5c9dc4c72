import { mkdirSync } from 'node:fs'
import path from 'node:path'
import * as z from 'zod/mini'
import { createDemoFaults } from './demo-faults.ts'
import type { DemoFaultSwitches } from './demo-faults.ts'
import { startCustomers } from './kirim/demo/customers.ts'
import { createKirimSimulator } from './kirim/index.ts'
import { listUsers } from './kirim/organisation.ts'
import type { FetchFile } from './kirim/fetched-files.ts'
import type { Deliver } from './kirim/webhooks.ts'

/** A vendor that runs inside the program that uses it. */
export type Demo = {
  fetch: (input: Request | string | URL, init?: RequestInit) => Promise<Response>
  baseUrl: string
  apiKey: string
  webhookSecret: string
  /** The people who work in the organisation. */
  users: { name: string; email: string }[]
  /** What can be made to go wrong with it. */
  faults: DemoFaultSwitches
  /** Customers begin to write; the organisation has been waiting until now. */
  begin: () => void
  stop: () => void
}

/** A busy shop, and still a list that can be read. */
const MESSAGE_EVERY_MS = 12_000
/** Long enough to be seen now and then, and to show that it is waited for. */
const MEDIA_AFTER_MS = 1500
const BASE_URL = 'https://kirim.simulator.test/v1'
const EVENTS = [
  'message.received',
  'message.status',
  'conversation.assigned',
  'conversation.closed',
  'contact.created',
  'contact.updated',
]
/** The limits of a paid plan: a demo should fill in a moment. */
const LIMITS = { read: 6000, write: 600 }

/**
 * An organisation with a full inbox whose customers keep writing. Its state is kept in `directory` and survives a restart;
 * `deliver` is how its webhooks reach `webhookUrl`, and `fetchFile` how it comes by files that are sent.
 */
export async function createDemo(options: {
  directory: string
  conversations: number
  webhookUrl: string
  deliver: Deliver
  fetchFile: FetchFile
}): Promise<Demo> {
  mkdirSync(options.directory, { recursive: true })
  const simulator = createKirimSimulator({
    path: path.join(options.directory, 'kirim.sqlite'),
    limits: LIMITS,
    deliver: options.deliver,
    fetchFile: options.fetchFile,
    behaviour: { mediaAfterMs: MEDIA_AFTER_MS },
    demo: { conversations: options.conversations },
  })
  const call = (method: string, at: string, body?: object) =>
    simulator.fetch(`${BASE_URL}${at}`, {
      method,
      headers: { Authorization: `Bearer ${simulator.apiKey}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const webhookSecret = await subscribe(call, options.webhookUrl)
  let stopCustomers: (() => void) | null = null
  return {
    fetch: simulator.fetch,
    baseUrl: BASE_URL,
    apiKey: simulator.apiKey,
    webhookSecret,
    users: listUsers(simulator.vendor.store).map(({ name, email }) => ({ name: name ?? '', email: email ?? '' })),
    faults: createDemoFaults(simulator),
    begin() {
      stopCustomers = startCustomers(simulator.vendor, { everyMs: MESSAGE_EVERY_MS })
    },
    stop() {
      stopCustomers?.()
      simulator.close()
    },
  }
}

const listedSchema = z.object({ data: z.array(z.object({ id: z.string() })) })
const madeSchema = z.object({ data: z.object({ initial_secret: z.string() }) })

/** Subscribes anew, because a secret is only shown once; what an earlier run left behind is taken away. */
async function subscribe(call: (method: string, at: string, body?: object) => Promise<Response>, url: string) {
  const listed = z.parse(listedSchema, await (await call('GET', '/webhook_subscriptions')).json())
  for (const { id } of listed.data) await call('DELETE', `/webhook_subscriptions/${id}`)
  const made = await call('POST', '/webhook_subscriptions', { url, events: EVENTS })
  return z.parse(madeSchema, await made.json()).data.initial_secret
}
