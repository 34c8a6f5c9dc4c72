import path from 'node:path'
import type { CompiledQuery } from 'kysely'
import * as z from 'zod'
import { createGateway } from '#gateway/gateway.ts'
import type { Gateway } from '#gateway/gateway.ts'
import { listen, remoteAddress } from '#gateway/listen.ts'
import { WORKSPACE } from '#gateway/open-storage.ts'
import { readSecret } from '#gateway/secret.ts'
import { openPostgres } from '#gateway/storage/open-postgres.ts'
import { openSqlite } from '#gateway/storage/open-sqlite.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import type { DatabasePlace } from '../dataset/prepare.ts'
import { closedLoop } from '../list/closed-loop.ts'
import { plainQueries } from '../list/plain-queries.ts'
import { listRequests } from '../list/requests.ts'
import { answerParent } from './child.ts'

const messageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('open'),
    place: z.discriminatedUnion('dialect', [
      z.object({ dialect: z.literal('sqlite'), file: z.string() }),
      z.object({ dialect: z.literal('postgres'), url: z.string() }),
    ]),
  }),
  z.object({
    type: z.literal('plain'),
    rows: z.number(),
    count: z.number(),
    limit: z.number(),
    load: z.object({ inFlight: z.number(), seconds: z.number() }),
  }),
])
type Message = z.infer<typeof messageSchema>

type Open = { storage: Storage; gateway: Gateway; url: string; close(): Promise<void> }

let open: Open | null = null
const compiled = new Map<number, CompiledQuery[]>()

answerParent(
  async (given) => {
    const message = messageSchema.parse(given)
    if (message.type === 'plain') return runPlain(message)
    open = await openGateway(message.place)
    return { url: open.url, setupCode: open.gateway.setupCode }
  },
  async () => {
    await open?.gateway.stop()
    await open?.close()
    await open?.storage.close()
  },
)

/** The gateway as `main.ts` puts it together, without a vendor, so that nothing happens but what is asked for. */
async function openGateway(place: DatabasePlace): Promise<Open> {
  const storage = place.dialect === 'sqlite' ? openSqlite(place.file) : openPostgres(place.url, { onError: fail })
  let port = 0
  const gateway = createGateway({
    storage,
    workspace: WORKSPACE,
    vendors: [],
    connecting: {
      kinds: [],
      sealer: null,
      outside: { fetch, resolve: async () => [], allowsPrivate: false },
      log: { info: () => undefined, warn: () => undefined },
      linkBase: null,
    },
    secret: await readSecret(storage, WORKSPACE.id),
    demo: null,
    address: { publicUrl: null, port: () => port },
    linkBase: null,
    clientAddress: (c) => remoteAddress(c.env),
    dist: path.resolve(import.meta.dirname, '../../dist'),
    checkAnswers: false,
    now: Date.now,
    logError: (error) => console.error(error),
  })
  const listening = await listen(gateway.app.fetch, { host: '127.0.0.1', port })
  port = listening.port
  return { storage, gateway, url: `http://127.0.0.1:${port}`, close: () => listening.close() }
}

/** The same queries on the same connections, without HTTP and without what the gateway does around them. */
async function runPlain({ rows, count, limit, load }: Extract<Message, { type: 'plain' }>) {
  if (open === null) throw new Error('No database is open.')
  const { db } = open.storage
  const queries = compiled.get(limit) ?? (await plainQueries(db, listRequests(rows, count), limit))
  compiled.set(limit, queries)
  return closedLoop(load, async (at) => {
    const query = queries[at % queries.length]
    if (query !== undefined) await db.executeQuery(query)
  })
}

function fail(error: Error): never {
  throw error
}
