import type { APIRequest } from '@playwright/test'
import * as z from 'zod/mini'
import { createKirimSimulator } from '#simulators/kirim/index.ts'
import type { KirimSimulator } from '#simulators/kirim/index.ts'
import { serve } from '#simulators/serve.ts'
import { seatCast } from './cast.ts'
import type { Name } from './cast.ts'
import { makeDataDirectory } from './data-directory.ts'
import { freePort } from './free-port.ts'
import { startGateway } from './gateway-process.ts'
import type { GatewayProcess } from './gateway-process.ts'
import { admitPeople } from './people.ts'
import type { StorageState } from './people.ts'

/** A whole Sigap: a vendor on a port, a gateway in a process, two agents who can sign in. */
export type House = {
  vendor: KirimSimulator
  /** Where the vendor's API is. */
  vendorUrl: string
  url: string
  /** Null when the house has an owner already. */
  setupCode: string | null
  /** How each of them is signed in; null while nobody was admitted. */
  people: { maya: StorageState; rina: StorageState } | null
  /** The conversation of somebody of the cast. */
  idOf: (name: Name) => string
  /** Addresses that the vendor fetched files from, in order. */
  fetched: readonly string[]
  /** What its gateways logged, a line each. */
  log: readonly string[]
  /** Kills the gateway without warning and starts it again on the same data and the same address. */
  killAndRestart: () => Promise<void>
  stopGateway: () => Promise<void>
  startGateway: () => Promise<void>
}

export type HouseOptions = {
  /** How many demo conversations the vendor holds beside those of the cast. */
  demo: number
  /** Whether somebody set the vendor's webhooks up. */
  webhooks: boolean
  /** Calls a minute that the vendor allows. */
  limits: { read: number; write: number }
  /** Whether Maya and Rina have moved in. */
  admitted: boolean
  /** Whether the vendor is connected from the start. */
  connected: boolean
}

export async function openHouse(
  request: APIRequest,
  options: HouseOptions,
): Promise<House & { close(): Promise<void> }> {
  const data = await makeDataDirectory()
  // The vendor is told of the address before the gateway runs.
  const port = await freePort()
  const fetched: string[] = []
  const vendor = createKirimSimulator({
    limits: options.limits,
    // A gateway that is connected on its page subscribes by itself.
    behaviour: { allowLoopbackWebhooks: options.webhooks || !options.connected, allowLoopbackFiles: true },
    fetchFile: (url, init) => {
      fetched.push(url)
      return fetch(url, init)
    },
    demo: { conversations: options.demo },
  })
  const ids = seatCast(vendor)
  const served = await serve(vendor, 0)
  const secret = options.webhooks ? await subscribe(vendor, `http://127.0.0.1:${port}/hooks/con_kirim`) : ''
  const vendorUrl = `${served.url}/v1`
  const log: string[] = []
  const environment = {
    PORT: String(port),
    SIGAP_DATA: data.path,
    SIGAP_CHECK_ANSWERS: '1',
    SIGAP_LOG: 'warn',
    ...(options.connected
      ? { KIRIM_API_KEY: vendor.apiKey, KIRIM_BASE_URL: vendorUrl, KIRIM_WEBHOOK_SECRET: secret }
      : { SIGAP_DEMO: '0', SIGAP_ALLOW_PRIVATE_URLS: '1' }),
    // Good for a vendor on the same machine.
    SIGAP_PUBLIC_URL: `http://127.0.0.1:${port}`,
  }
  const start = () => startGateway(environment, log)
  let gateway: GatewayProcess = await start()
  const people = options.admitted ? await admitPeople(request, gateway) : null
  return {
    vendor,
    vendorUrl,
    url: gateway.url,
    setupCode: options.admitted ? null : gateway.setupCode,
    people,
    fetched,
    log,
    idOf: (name) => ids.get(name) ?? '',
    async killAndRestart() {
      await gateway.kill()
      gateway = await start()
    },
    stopGateway: () => gateway.stop(),
    async startGateway() {
      gateway = await start()
    },
    async close() {
      await gateway.kill()
      await served.close()
      vendor.close()
      await data.remove()
    },
  }
}

const subscriptionSchema = z.object({ data: z.object({ initial_secret: z.string() }) })

async function subscribe(vendor: KirimSimulator, url: string): Promise<string> {
  const events = [
    'message.received',
    'message.status',
    'conversation.assigned',
    'conversation.closed',
    'contact.updated',
  ]
  const response = await vendor.fetch('http://kirim.test/v1/webhook_subscriptions', {
    method: 'POST',
    headers: { Authorization: `Bearer ${vendor.apiKey}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ url, events }),
  })
  return z.parse(subscriptionSchema, await response.json()).data.initial_secret
}
