import path from 'node:path'
import { serve } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import { createConnector } from '#connectors/registry.ts'
import { isLoopbackHostName } from './auth/origin.ts'
import { ensureDemoAgents } from './demo-agents.ts'
import { readEnvironment } from './env.ts'
import { createGateway } from './gateway.ts'
import { createLogger } from './logger.ts'
import { openStorage, WORKSPACE } from './open-storage.ts'
import { openVendor } from './open-vendor.ts'
import type { ConfiguredConnection } from './open-vendor.ts'
import { readSecret } from './secret.ts'
import { countOwners } from './storage/agents.ts'
import { lockDataDirectory } from './storage/data-lock.ts'

const KIRIM_BASE_URL = 'https://api-kckit.kirim.chat/v1'
const DEMO_CONVERSATIONS = 2000
const DEMO_AGENTS = 2
const CONNECTION_ID = 'con_kirim'
const STOP_WITHIN_MS = 5000

async function main(): Promise<void> {
  const env = readEnvironment(process.env)
  const log = createLogger(env.SIGAP_LOG)
  const now = Date.now
  const data = path.resolve(env.SIGAP_DATA)
  const isDemo = env.KIRIM_API_KEY === undefined && env.DATABASE_URL === undefined
  if (isDemo && !isLoopbackHostName(env.HOST)) {
    throw new Error(
      `The demo is open to whoever reaches it, so it is not served on ${env.HOST}. Leave HOST out, or set KIRIM_API_KEY.`,
    )
  }
  const lock = lockDataDirectory(data)
  const file = path.join(data, isDemo ? 'demo.sqlite' : 'sigap.sqlite')
  const storage = await openStorage(
    {
      databaseUrl: env.DATABASE_URL,
      file,
      onError: (error) => log.warn({ err: error }, 'a database connection was lost'),
    },
    now(),
  )

  // The simulator's webhooks come in by the same door as a vendor's; it opens once the gateway stands.
  const door = Promise.withResolvers<(request: Request) => Promise<Response>>()
  const demo = isDemo ? await openDemo(data, async (request) => (await door.promise)(request)) : null
  const configured = demo?.connection ?? connectionOf(env)
  const deps = { storage, workspaceId: WORKSPACE.id, now, log }
  if (demo !== null) await ensureDemoAgents(deps, demo.agents)
  const vendors = configured === null ? [] : [await openVendor(deps, configured)]

  let port = env.PORT
  const gateway = createGateway({
    storage,
    workspace: WORKSPACE,
    vendors,
    secret: readSecret(data),
    demo: demo === null ? null : { emails: demo.agents.map(({ email }) => email) },
    address: { publicUrl: env.SIGAP_PUBLIC_URL ?? null, port: () => port },
    clientAddress: (c) => getConnInfo(c).remote.address ?? null,
    dist: path.resolve(import.meta.dirname, '../../dist'),
    checkAnswers: env.SIGAP_CHECK_ANSWERS === '1',
    now,
    logError: (error, context) => log.error({ err: error, ...context }, 'unexpected'),
  })
  door.resolve(async (request) => gateway.app.fetch(request))

  const needsOwner = demo === null && (await countOwners(storage.db, WORKSPACE.id)) === 0
  const server = serve({ fetch: gateway.app.fetch, port, hostname: env.HOST }, (info) => {
    port = info.port
    if (needsOwner) console.log(`Create the owner with this code: ${gateway.setupCode}`)
    console.log(`Sigap is ready on ${env.SIGAP_PUBLIC_URL ?? `http://${urlHost(env.HOST)}:${port}`}`)
    demo?.begin()
  })
  server.on('error', (error) => {
    console.error(`Sigap cannot listen on ${env.HOST}:${env.PORT}: ${error.message}`)
    process.exit(1)
  })

  const stop = async () => {
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref()
    demo?.stop()
    server.close()
    await gateway.stop()
    await storage.close()
    lock.release()
    process.exit(0)
  }
  process.once('SIGTERM', () => void stop())
  process.once('SIGINT', () => void stop())
}

type Env = ReturnType<typeof readEnvironment>

function connectionOf(env: Env): ConfiguredConnection | null {
  if (env.KIRIM_API_KEY === undefined) return null
  const baseUrl = env.KIRIM_BASE_URL ?? KIRIM_BASE_URL
  const webhookSecrets = (env.KIRIM_WEBHOOK_SECRET ?? '')
    .split(',')
    .map((secret) => secret.trim())
    .filter(Boolean)
  const options = {
    ...(env.KIRIM_PATH_STYLE === undefined ? {} : { pathStyle: env.KIRIM_PATH_STYLE }),
    ...(env.KIRIM_PHONE_NUMBER_ID === undefined ? {} : { phoneNumberId: env.KIRIM_PHONE_NUMBER_ID }),
  }
  return kirimConnection({ baseUrl, apiKey: env.KIRIM_API_KEY, webhookSecrets, fetch, options })
}

type KirimAccess = Pick<
  Parameters<typeof createConnector>[0],
  'baseUrl' | 'apiKey' | 'webhookSecrets' | 'fetch' | 'options'
>

function kirimConnection(access: KirimAccess): ConfiguredConnection {
  const connector = createConnector({ vendor: 'kirim', now: Date.now, ...access })
  if (connector === undefined) throw new Error('There is no connector for kirim.')
  const hasWebhooks = access.webhookSecrets.length > 0
  return { id: CONNECTION_ID, name: 'Kirim.chat', baseUrl: access.baseUrl, hasWebhooks, connector }
}

async function openDemo(data: string, receive: (request: Request) => Promise<Response>) {
  // Only here, and only when it is wanted: a real installation loads no simulator.
  const { createDemo } = await import('#simulators/demo.ts')
  const vendor = await createDemo({
    directory: path.join(data, 'simulators'),
    conversations: DEMO_CONVERSATIONS,
    webhookUrl: `https://sigap.demo.test/hooks/${CONNECTION_ID}`,
    deliver: (url, init) => receive(new Request(url, init)),
  })
  const { baseUrl, apiKey, webhookSecret } = vendor
  return {
    connection: kirimConnection({ baseUrl, apiKey, webhookSecrets: [webhookSecret], fetch: vendor.fetch, options: {} }),
    agents: vendor.users.slice(0, DEMO_AGENTS),
    begin: vendor.begin,
    stop: vendor.stop,
  }
}

function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}

try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
