import { flushCompileCache } from 'node:module'
import path from 'node:path'
import { createConnector, vendorKinds } from '#connectors/registry.ts'
import { isLoopbackHostName } from './auth/origin.ts'
import { openDemo } from './demo.ts'
import { ensureDemoTeam } from './demo-team.ts'
import { readEnvironment } from './env.ts'
import type { Environment } from './env.ts'
import { createGateway } from './gateway.ts'
import { environmentConnection, resolve } from './kirim-connection.ts'
import { linkBaseOf } from './link-base.ts'
import { listen, remoteAddress } from './listen.ts'
import { createLogger } from './logger.ts'
import { openDirectory, openServer, WORKSPACE } from './open-storage.ts'
import { openVendor } from './open-vendor.ts'
import { openSealer } from './sealing-key.ts'
import { readSecret } from './secret.ts'
import { createShutdown } from './shutdown.ts'
import type { Shutdown } from './shutdown.ts'
import { countOwners } from './storage/agents.ts'
import { sealAnew } from './usecases/connections/keep-secrets.ts'
import { nameVendors } from './usecases/connections/name-vendors.ts'

const STOP_WITHIN_MS = 5000

async function main(): Promise<void> {
  const env = readEnvironment(process.env)
  const isDemo = env.SIGAP_DEMO !== '0' && env.KIRIM_API_KEY === undefined && env.DATABASE_URL === undefined
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
  const sealer = openSealer(env, data)
  await sealAnew({ storage, sealer }, WORKSPACE.id)
  await nameVendors(storage, WORKSPACE.id, vendorKinds)

  let port = env.PORT
  // What the simulator sends and fetches goes by the same door as a vendor's requests; it opens once the gateway stands.
  const door = Promise.withResolvers<(request: Request) => Response | Promise<Response>>()
  const knock = async (url: string, init?: RequestInit) => {
    const open = await door.promise
    const headers = new Headers(init?.headers)
    headers.set('Host', `127.0.0.1:${port}`)
    return open(new Request(url, { ...init, headers }))
  }
  const demo = isDemo ? await openDemo(data, knock, createConnector) : null
  if (demo !== null) shutdown.add(demo.stop)

  const linkBase = linkBaseOf(env, isDemo)
  const deps = { storage, workspaceId: WORKSPACE.id, now, log, linkBase, sealer }
  if (demo !== null) await ensureDemoTeam(deps, demo.agents)
  const vendors = await Promise.all(
    (demo?.connections ?? environmentConnection(env, vendorKinds)).map((connection) => openVendor(deps, connection)),
  )
  const gateway = createGateway({
    storage,
    workspace: WORKSPACE,
    vendors,
    connecting: {
      kinds: vendorKinds,
      sealer,
      outside: { fetch, resolve, allowsPrivate: env.SIGAP_ALLOW_PRIVATE_URLS === '1' },
      log,
      linkBase: linkBaseOf(env, false),
    },
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
    `The demo is open to whoever reaches it, so it is not served on ${host}. Leave HOST out, or start for real with SIGAP_DEMO=0.`,
  )
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
