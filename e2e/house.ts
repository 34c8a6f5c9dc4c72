import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { APIRequest, APIRequestContext } from '@playwright/test'
import * as z from 'zod/mini'
import { createKirimSimulator } from '#simulators/kirim/index.ts'
import type { KirimSimulator } from '#simulators/kirim/index.ts'
import { serve } from '#simulators/serve.ts'
import { startGateway } from './gateway-process.ts'
import type { GatewayProcess } from './gateway-process.ts'

const PASSWORD = 'correct horse battery'
const OWNER = { name: 'Maya Putri', email: 'maya@tokojakarta.example', password: PASSWORD }
const COLLEAGUE = { name: 'Rina Hartati', email: 'rina@tokojakarta.example' }

export type StorageState = Awaited<ReturnType<APIRequestContext['storageState']>>

/** A whole Sigap for one test: a vendor on a port, a gateway in a process, two agents who can sign in. */
export type House = {
  vendor: KirimSimulator
  url: string
  maya: StorageState
  rina: StorageState
  /** Kills the gateway without warning and starts it again on the same data and the same address. */
  killAndRestart(): Promise<void>
  stopGateway(): Promise<void>
  startGateway(): Promise<void>
}

export type HouseOptions = {
  /** How many demo conversations the vendor holds. */
  conversations: number
  /** Whether the vendor tells the gateway of changes. */
  webhooks: boolean
  /** Calls a minute that the vendor allows. */
  limits: { read: number; write: number }
}

export async function openHouse(
  request: APIRequest,
  options: HouseOptions,
): Promise<House & { close(): Promise<void> }> {
  const data = await mkdtemp(path.join(tmpdir(), 'sigap-e2e-'))
  const port = await freePort()
  const vendor = createKirimSimulator({
    limits: options.limits,
    behaviour: { allowLoopbackWebhooks: true },
    demo: { conversations: options.conversations },
  })
  const served = await serve(vendor, 0)
  const secret = options.webhooks ? await subscribe(vendor, `http://127.0.0.1:${port}/hooks/con_kirim`) : ''
  const start = () =>
    startGateway({
      PORT: String(port),
      SIGAP_DATA: data,
      SIGAP_CHECK_ANSWERS: '1',
      SIGAP_LOG: 'warn',
      KIRIM_API_KEY: vendor.apiKey,
      KIRIM_BASE_URL: `${served.url}/v1`,
      KIRIM_WEBHOOK_SECRET: secret,
    })
  let gateway: GatewayProcess = await start()
  const people = await admitPeople(request, gateway)
  return {
    vendor,
    url: gateway.url,
    ...people,
    async killAndRestart() {
      await gateway.kill()
      gateway = await start()
    },
    stopGateway: () => gateway.stop(),
    async startGateway() {
      gateway = await start()
    },
    async close() {
      await gateway.stop()
      await served.close()
      vendor.close()
      await rm(data, { recursive: true, force: true })
    },
  }
}

const linkSchema = z.object({ data: z.object({ url: z.string() }) })

async function admitPeople(request: APIRequest, { url, setupCode }: GatewayProcess) {
  const asPage = { baseURL: url, extraHTTPHeaders: { Origin: url, 'X-Sigap-Request': '1' } }
  const owner = await request.newContext(asPage)
  await mustSucceed(owner.post('/v1/owner', { data: { code: setupCode, ...OWNER } }))
  const invitation = await mustSucceed(owner.post('/v1/agents', { data: COLLEAGUE }))
  const { data } = z.parse(linkSchema, await invitation.json())
  const colleague = await request.newContext(asPage)
  const token = data.url.split('/').at(-1)
  await mustSucceed(colleague.post(`/v1/links/${token}`, { data: { password: PASSWORD } }))
  const people = { maya: await owner.storageState(), rina: await colleague.storageState() }
  await owner.dispose()
  await colleague.dispose()
  return people
}

async function mustSucceed(request: ReturnType<APIRequestContext['post']>) {
  const response = await request
  if (!response.ok()) throw new Error(`${response.url()} answered ${response.status()}: ${await response.text()}`)
  return response
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

/** The address must be known before the gateway runs, because the vendor is told of it first. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0))
    })
  })
}
