import { Hono } from 'hono'
import type { Endpoint } from '#contract/endpoints/endpoint.ts'
import type { VendorUser } from '#connectors/reading.ts'
import { createAccounts } from '../auth/accounts.ts'
import { createKeyFinder } from '../auth/key-finder.ts'
import { secureRandom } from '../auth/random.ts'
import { createSetupCode } from '../auth/setup-code.ts'
import { insertAgent } from '../storage/agents.ts'
import { upsertConnection } from '../storage/connections.ts'
import { migrate } from '../storage/migrate.ts'
import { openSqlite } from '../storage/open-sqlite.ts'
import type { Storage } from '../storage/storage.ts'
import { ensureWorkspace } from '../storage/workspaces.ts'
import { createApiKey } from '../usecases/people/create-api-key.ts'
import { createGuessLimits } from '../usecases/people/guess-limits.ts'
import type { IdentityMove, PeopleDeps } from '../usecases/people/people-deps.ts'
import { createGuard } from '../routes/plumbing/guard.ts'
import { answerUnknownPath, installPlumbing } from '../routes/plumbing/http.ts'
import type { Env } from '../routes/plumbing/http.ts'
import { peopleRoutes } from '../routes/people/people.ts'

export const PASSWORD = 'kopi susu 17'
export const owner = { name: 'Sari', email: 'sari@toko.example', password: PASSWORD }

type Asked = Pick<Endpoint, 'method' | 'path'>
type Sending = { body?: unknown; headers?: Record<string, string>; params?: Record<string, string> }

/** A browser: it keeps cookies and says where it comes from. */
export type Browser = {
  ask(endpoint: Asked, sending?: Sending): Promise<Response>
  cookie(): string
}

/** The endpoints about people, for stories; over a database in memory unless one is given. The clock stands still until it is moved. */
export async function openPeopleApp(
  options: { vendorUsers?: VendorUser[]; demo?: PeopleDeps['demo']; clientAddress?: string; storage?: Storage } = {},
) {
  const storage = options.storage ?? openSqlite(':memory:')
  await migrate(storage)
  const clock = { now: Date.now() }
  const now = () => clock.now
  const workspace = await storage.write((tx) => ensureWorkspace(tx, 'wsp_1', 'Toko', now()))
  const moves: IdentityMove[] = []
  const announced: number[] = []
  const address = { publicUrl: null, port: () => 4600 }
  const accounts = createAccounts({
    storage,
    secret: 'a secret for stories that is long enough',
    publicUrl: null,
    onError: (message) => {
      throw new Error(message)
    },
  })
  const people: PeopleDeps = {
    storage,
    workspace: { id: workspace.id, name: workspace.name },
    accounts,
    guessLimits: createGuessLimits(),
    setupCode: createSetupCode(),
    demo: options.demo ?? null,
    now,
    random: secureRandom,
    listVendorUsers: async () => options.vendorUsers ?? [],
    announceAgents: () => announced.push(clock.now),
    reassignIdentity: async (_tx, move) => void moves.push(move),
  }
  const app = new Hono<Env>()
  installPlumbing(app, {
    guard: createGuard({
      storage,
      workspaceId: workspace.id,
      accounts,
      findKey: createKeyFinder({ storage, workspaceId: workspace.id, now }),
      address,
    }),
    checkAnswers: true,
    onUnexpected: (error) => {
      throw error
    },
  })
  peopleRoutes(app, { people, address, clientAddress: () => options.clientAddress ?? '127.0.0.1' })
  app.notFound(answerUnknownPath)

  function openBrowser(): Browser {
    let cookie = ''
    return {
      cookie: () => cookie,
      async ask({ method, path }, { body, headers, params = {} } = {}) {
        const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? 'some'))
        const response = await app.request(`http://localhost:4600${url}`, {
          method,
          headers: {
            Host: 'localhost:4600',
            Origin: 'http://localhost:4600',
            'X-Sigap-Request': '1',
            ...(cookie === '' ? {} : { Cookie: cookie }),
            ...headers,
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        })
        for (const sent of response.headers.getSetCookie()) cookie = sent.split(';')[0] ?? ''
        return response
      },
    }
  }

  return {
    app,
    people,
    storage,
    clock,
    moves,
    announced,
    openBrowser,
    createKey: () => createApiKey({ storage, workspaceId: workspace.id, now }, 'Reports'),
    connect: (id: string) =>
      storage.write((tx) =>
        upsertConnection(tx, workspace.id, {
          id,
          vendor: 'kirim',
          vendor_name: 'Kirim.chat',
          name: id,
          base_url: 'https://vendor.example',
          account_id: null,
          health: '{}',
          progress: 'null',
          lease_owner: null,
          lease_until_ms: 0,
          created_ms: now(),
        }),
      ),
    /** Somebody whom a vendor showed us as an assignee. */
    seeAtVendor: (agent: { id: string; name: string; email: string | null }) =>
      storage.write((tx) =>
        insertAgent(tx, workspace.id, { ...agent, role: 'agent', user_id: null, created_ms: now() }),
      ),
  }
}
