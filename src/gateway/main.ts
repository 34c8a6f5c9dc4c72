import { flushCompileCache } from 'node:module'
import path from 'node:path'
import { createConnector } from '#connectors/registry.ts'
import { isLoopbackHostName } from './auth/origin.ts'
import { ensureDemoTeam } from './demo-team.ts'
import { readEnvironment } from './env.ts'
import type { Environment } from './env.ts'
import { createGateway } from './gateway.ts'
import { CONNECTION_ID, kirimAccess, kirimConnection } from './kirim-connection.ts'
import { DEMO_ADDRESS, linkBaseOf } from './link-base.ts'
import { listen, remoteAddress } from './listen.ts'
import { createLogger } from './logger.ts'
import { openDirectory, openServer, WORKSPACE } from './open-storage.ts'
import { openVendor } from './open-vendor.ts'
import { readSecret } from './secret.ts'
import { createShutdown } from './shutdown.ts'
import type { Shutdown } from './shutdown.ts'
import { countOwners } from './storage/agents.ts'

const DEMO_CONVERSATIONS = 2000
const DEMO_AGENTS = 2
const STOP_WITHIN_MS = 5000

async function main(): Promise<void> {
  const env = readEnvironment(process.env)
  const isDemo = env.KIRIM_API_KEY === undefined && env.DATABASE_URL === undefined
  if (isDemo) refuseOtherMachines(env.HOST)
  const log = createLogger(env.SIGAP_LOG)
  const shutdown = createShutdown((error) => log.error({ err: error }, 'something did not end well'))
  try {
    await start(env, isDemo, log, shutdown)
  } catch (error) {
    await shutdown.run()
    throw error
  }
  const stop = () => {
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref()
    void shutdown.run().then(() => process.exit(0))
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

async function start(env: Environment, isDemo: boolean, log: Log, shutdown: Shutdown): Promise<void> {
  const now = Date.now
  const data = path.resolve(env.SIGAP_DATA)
  const storage =
    env.DATABASE_URL === undefined
      ? await openDirectory(data, isDemo ? 'demo.sqlite' : 'sigap.sqlite', now())
      : await openServer(env.DATABASE_URL, (err) => log.warn({ err }, 'a database connection was lost'), now())
  shutdown.add(() => storage.close())

  let port = env.PORT
  // What the simulator sends and fetches goes by the same door as a vendor's requests; it opens once the gateway stands.
  const door = Promise.withResolvers<(request: Request) => Response | Promise<Response>>()
  const demo = isDemo
    ? await openDemo(data, async (url, init) => {
        const open = await door.promise
        const headers = new Headers(init?.headers)
        headers.set('Host', `127.0.0.1:${port}`)
        return open(new Request(url, { ...init, headers }))
      })
    : null
  if (demo !== null) shutdown.add(demo.stop)

  const linkBase = linkBaseOf(env, isDemo)
  const deps = { storage, workspaceId: WORKSPACE.id, now, log, linkBase }
  if (demo !== null) await ensureDemoTeam(deps, demo.agents)
  const access = demo?.access ?? kirimAccess(env)
  const vendors = access === null ? [] : [await openVendor(deps, kirimConnection(access, createConnector))]
  const gateway = createGateway({
    storage,
    workspace: WORKSPACE,
    vendors,
    secret: await readSecret(storage, WORKSPACE.id),
    demo: demo === null ? null : { emails: demo.agents.map(({ email }) => email), faults: demo.faults },
    address: { publicUrl: env.SIGAP_PUBLIC_URL ?? null, port: () => port },
    linkBase,
    clientAddress: (c) => remoteAddress(c.env),
    dist: path.resolve(import.meta.dirname, '../../dist'),
    checkAnswers: env.SIGAP_CHECK_ANSWERS === '1',
    now,
    logError: (error, context) => log.error({ err: error, ...context }, 'unexpected'),
  })
  shutdown.add(gateway.stop)
  door.resolve((request) => gateway.app.fetch(request))

  const needsOwner = demo === null && (await countOwners(storage.db, WORKSPACE.id)) === 0
  const listening = await listen(gateway.app.fetch, { host: env.HOST, port })
  port = listening.port
  shutdown.add(() => listening.close())
  // Before the connections: one with an open stream is never idle.
  shutdown.add(gateway.endStreams)
  if (needsOwner) console.log(`Create the owner with this code: ${gateway.setupCode}`)
  console.log(`Sigap is ready on ${env.SIGAP_PUBLIC_URL ?? `http://${urlHost(env.HOST)}:${port}`}`)
  demo?.begin()
  // Now, since whoever kills the process must not have it compile everything again at the next start.
  flushCompileCache()
}

type Log = ReturnType<typeof createLogger>

function refuseOtherMachines(host: string): void {
  if (isLoopbackHostName(host)) return
  throw new Error(
    `The demo is open to whoever reaches it, so it is not served on ${host}. Leave HOST out, or set KIRIM_API_KEY.`,
  )
}

async function openDemo(data: string, reach: (url: string, init?: RequestInit) => Promise<Response>) {
  // Only here, and only when it is wanted: a real installation loads no simulator.
  const { createDemo } = await import('#simulators/demo.ts')
  const vendor = await createDemo({
    directory: path.join(data, 'simulators'),
    conversations: DEMO_CONVERSATIONS,
    webhookUrl: `${DEMO_ADDRESS}/hooks/${CONNECTION_ID}`,
    deliver: reach,
    fetchFile: reach,
  })
  const { baseUrl, apiKey, webhookSecret, fetch, users, faults, begin, stop } = vendor
  return {
    access: { baseUrl, apiKey, webhookSecrets: [webhookSecret], fetch, options: {} },
    agents: users.slice(0, DEMO_AGENTS),
    faults,
    begin,
    stop,
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
