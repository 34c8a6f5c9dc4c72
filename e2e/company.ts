import { expect } from '@playwright/test'
import type { APIRequest, APIRequestContext } from '@playwright/test'
import * as z from 'zod/mini'
import { createHighlevelSimulator } from '#simulators/highlevel/index.ts'
import { createKirimSimulator } from '#simulators/kirim/index.ts'
import { serve } from '#simulators/serve.ts'
import { createTeamworkDeskSimulator } from '#simulators/teamwork-desk/index.ts'
import { createWapikitSimulator } from '#simulators/wapikit/index.ts'
import { makeDataDirectory } from './data-directory.ts'
import { freePort } from './free-port.ts'
import { startGateway } from './gateway-process.ts'
import { admitPeople, asPage, maya, mustSucceed } from './people.ts'
import type { StorageState } from './people.ts'

const MINUTE_MS = 60_000

type Vendors = {
  kirim: ReturnType<typeof createKirimSimulator>
  wapikit: ReturnType<typeof createWapikitSimulator>
  highlevel: ReturnType<typeof createHighlevelSimulator>
  desk: ReturnType<typeof createTeamworkDeskSimulator>
}

/** A gateway to which a company connected all four vendors, each on a port of its own, with one customer each. */
export type Company = Vendors & {
  /** The vendors' own ids of what their customers wrote. */
  ids: { kirim: string; wapikit: string; highlevel: string; desk: number }
  url: string
  maya: StorageState
  /** Our ids of the connections, in the order above. */
  connections: readonly string[]
  log: readonly string[]
  /** Kills the gateway without warning and starts it again on the same data and the same address. */
  killAndRestart: () => Promise<void>
}

/** Who wrote to which vendor, the last of them first. */
export const customers = {
  kirim: 'Ana Wijaya',
  wapikit: 'Budi Santoso',
  highlevel: 'Citra Lestari',
  desk: 'Dimas Nugroho',
} as const

export async function openCompany(request: APIRequest): Promise<Company & { close(): Promise<void> }> {
  const data = await makeDataDirectory()
  const kirim = createKirimSimulator({ limits: { read: 6000, write: 600 } })
  const wapikit = createWapikitSimulator({ limits: { conversation: 60_000, organisation: 60_000, contacts: 60_000 } })
  const highlevel = createHighlevelSimulator({ limits: { burst: 1000, daily: 1_000_000 } })
  const desk = createTeamworkDeskSimulator({ limits: { requests: 6000 } })
  const simulators = [kirim, wapikit, highlevel, desk]
  kirim.placeConversation({ contact: { name: 'Done by Maya' }, status: 'resolved', assigned_to: maya.vendorUserId })
  const ids = letThemWrite({ kirim, wapikit, highlevel, desk })
  const served = await Promise.all(simulators.map((simulator) => serve(simulator, 0)))
  const log: string[] = []
  const environment = {
    PORT: String(await freePort()),
    SIGAP_DATA: data.path,
    SIGAP_DEMO: '0',
    SIGAP_ALLOW_PRIVATE_URLS: '1',
    SIGAP_CHECK_ANSWERS: '1',
    SIGAP_LOG: 'warn',
  }
  let gateway = await startGateway(environment, log)
  const people = await admitPeople(request, gateway)
  const owner = await request.newContext({ ...asPage(gateway.url), storageState: people.maya })
  const [atKirim, atWapikit, atHighlevel, atDesk] = served.map(({ url }) => url)
  const connections = [
    await connect(owner, 'kirim', `${atKirim}/v1`, { api_key: kirim.apiKey }),
    await connect(owner, 'wapikit', `${atWapikit}/api`, { api_key: wapikit.apiKey }),
    await connect(owner, 'highlevel', `${atHighlevel}`, {
      api_key: highlevel.apiKey,
      locationId: highlevel.locationId,
      companyId: highlevel.companyId,
    }),
    await connect(owner, 'teamwork-desk', `${atDesk}/desk/api/v2`, { api_key: desk.apiKey }),
  ]
  // Who is who at each vendor goes by e-mail, once she was seen there and somebody agreed.
  await expect.poll(() => timesSeen(owner, maya.email), { timeout: 20_000 }).toBe(connections.length)
  await mustSucceed(owner.post('/v1/vendor-users/suggestions'))
  await owner.dispose()
  return {
    kirim,
    wapikit,
    highlevel,
    desk,
    ids,
    url: gateway.url,
    maya: people.maya,
    connections,
    log,
    async killAndRestart() {
      await gateway.kill()
      gateway = await startGateway(environment, log)
    },
    async close() {
      await gateway.kill()
      await Promise.all(served.map((one) => one.close()))
      for (const simulator of simulators) simulator.close()
      await data.remove()
    },
  }
}

/** Each customer writes to one vendor, a minute apart; answers what became of it there. */
function letThemWrite({ kirim, wapikit, highlevel, desk }: Vendors): Company['ids'] {
  const now = Date.now()
  const writeAt = <T>({ clock }: { clock: { set(ms: number): void } }, minutesAgo: number, write: () => T): T => {
    clock.set(now - minutesAgo * MINUTE_MS)
    const written = write()
    clock.set(Date.now())
    return written
  }
  const { kirim: ana, wapikit: budi, highlevel: citra, desk: dimas } = customers
  return {
    kirim: writeAt(kirim, 1, () => kirim.receive({ from: '+628110000001', name: ana, text: 'Kapan dikirim ya?' }))
      .conversation.id,
    wapikit: writeAt(wapikit, 2, () => wapikit.receive({ from: '628110000002', name: budi, text: 'Sudah transfer' }))
      .conversation.id,
    highlevel: writeAt(highlevel, 3, () =>
      highlevel.receive({ from: '+628110000003', name: citra, type: 'TYPE_WHATSAPP', text: 'Ada warna biru?' }),
    ).conversation.id,
    desk:
      writeAt(desk, 4, () =>
        desk.receive({ from: 'dimas@mail.example', name: dimas, subject: 'Sizes', text: 'Is this still in stock?' }),
      ).ticket?.id ?? 0,
  }
}

const savedSchema = z.object({ data: z.object({ setup: z.object({ connection: z.object({ id: z.string() }) }) }) })

const usersSchema = z.object({ data: z.array(z.object({ email: z.nullable(z.string()) })) })

async function timesSeen(owner: APIRequestContext, email: string): Promise<number> {
  const users = await mustSucceed(owner.get('/v1/vendor-users'))
  return z.parse(usersSchema, await users.json()).data.filter((user) => user.email === email).length
}

async function connect(
  owner: APIRequestContext,
  vendor: string,
  baseUrl: string,
  settings: Record<string, string>,
): Promise<string> {
  const named = Object.entries(settings).map(([name, value]) => ({ name, value }))
  const saved = await mustSucceed(
    owner.post('/v1/connections', { data: { vendor, base_url: baseUrl, settings: named } }),
  )
  return z.parse(savedSchema, await saved.json()).data.setup.connection.id
}
