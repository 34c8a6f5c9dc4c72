import { execFile, spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test, vi } from 'vitest'
import { endpoints } from '#contract/endpoints.ts'
import { findPostgres, startPostgres } from './storage/testing/postgres-server.ts'
import { answerOf } from './testing/test-gateway.ts'

const START_MS = 120_000
const NOBODY = 'http://127.0.0.1:1/v1'
type Environment = Record<string, string>

async function makeData(): Promise<string> {
  const data = await mkdtemp(path.join(tmpdir(), 'sigap-main-'))
  onTestFinished(() => rm(data, { recursive: true }))
  return data
}

/** Many starts of the same program: compiled once, each takes half the time. */
const NODE_COMPILE_CACHE = path.resolve(import.meta.dirname, '../../node_modules/.cache/node-compile')

/** Starts the program; resolves when it says that it is ready, or has ended. */
async function start(environment: Environment) {
  const program = path.join(import.meta.dirname, 'main.ts')
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE, PORT: '0', ...environment },
  })
  const said = { out: [] as string[], err: [] as string[] }
  const ended = new Promise<number | null>((resolve) => void child.once('close', (code) => resolve(code)))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  const ready = new Promise<string>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      said.out.push(line)
      const url = /^Sigap is ready on (http:\S+)$/.exec(line)?.[1]
      if (url !== undefined) resolve(url)
    })
  })
  createInterface({ input: child.stderr }).on('line', (line) => said.err.push(line))
  const url = (await Promise.race([ready, ended.then(() => null)])) ?? ''
  return { url, said, ended, end: () => void child.kill('SIGTERM') }
}

/** What it says and how it ends, for a start that cannot succeed. */
async function failure(environment: Environment) {
  const { url, said, ended } = await start(environment)
  expect(url).toBe('')
  return { code: await ended, out: said.out, err: said.err }
}

/** As an owner would on the machine: npm run api-key. */
function makeKey(environment: Environment): Promise<string> {
  return new Promise((resolve, reject) => {
    const program = path.join(import.meta.dirname, 'api-key.ts')
    const options = { env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE, ...environment } }
    execFile(process.execPath, [program, '--name', 'Reports'], options, (error, out) => {
      if (error === null) resolve(out.trim())
      else reject(error)
    })
  })
}

const withKey = (key: string) => ({ headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' } })

test(
  'the demo opens with one click, serves programs, is for this machine only, and ends when told to with streams open',
  async () => {
    const SIGAP_DATA = await makeData()
    const { url, said, ended, end } = await start({ SIGAP_DATA })
    expect(said.out).toEqual([`Sigap is ready on ${url}`])

    const door = await answerOf(endpoints.getDoor, await fetch(`${url}/v1/door`))
    const signIn = await fetch(`${url}/v1/demo-session`, {
      method: 'POST',
      headers: { Origin: url, 'X-Sigap-Request': '1' },
      body: JSON.stringify({ agent_id: door.data.demo_agents[0]?.id }),
    })
    expect(signIn.status).toBe(200)

    const key = await makeKey({ SIGAP_DATA })
    const list = () => fetch(`${url}/v1/conversations?status=open`, withKey(key))
    await vi.waitFor(
      async () => expect((await answerOf(endpoints.listConversations, await list())).data).toHaveLength(25),
      20_000,
    )
    const [first] = (await answerOf(endpoints.listConversations, await list())).data
    const body = JSON.stringify({ status: 'resolved', assigned_to: null })
    const patch = await fetch(`${url}/v1/conversations/${first?.id}`, { method: 'PATCH', body, ...withKey(key) })
    expect((await answerOf(endpoints.patchConversation, patch)).data).toMatchObject({
      status: 'resolved',
      assignee: null,
    })

    const second = await failure({ SIGAP_DATA })
    expect(second).toMatchObject({ code: 1, out: [], err: [expect.stringContaining('is in use by another Sigap')] })

    const live = await fetch(`${url}/v1/live?since=0`, withKey(key))
    end()
    await live.text()
    // It ends with 1 when it has to cut off what does not end within 5 s.
    expect(await ended).toBe(0)
    expect(said.out).toHaveLength(1)
  },
  START_MS,
)

test(
  'a wrong key starts all the same, and the connection says which code it was refused with',
  async () => {
    const vendor = createServer((_request, response) => {
      response.writeHead(401, { 'Content-Type': 'application/json' })
      response.end(
        JSON.stringify({
          error: { type: 'authentication_error', code: 'invalid_api_key', message: 'No.', request_id: 'req_1' },
        }),
      )
    })
    await new Promise<void>((resolve) => void vendor.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void vendor.close())
    const address = vendor.address()
    const port = typeof address === 'object' ? address?.port : null
    const environment = {
      SIGAP_DATA: await makeData(),
      KIRIM_API_KEY: 'wrong',
      KIRIM_BASE_URL: `http://127.0.0.1:${port}/v1`,
    }
    const { url, said } = await start(environment)
    expect(said.out[0]).toMatch(/^Create the owner with this code: [0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    const key = await makeKey(environment)
    await vi.waitFor(
      async () => {
        const { data } = await answerOf(endpoints.listConnections, await fetch(`${url}/v1/connections`, withKey(key)))
        expect(data[0]).toMatchObject({ state: 'refused', problem: { code: 'invalid_api_key' } })
      },
      { timeout: 20_000, interval: 100 },
    )
    const door = await answerOf(endpoints.getDoor, await fetch(`${url}/v1/door`))
    expect(door.data).toEqual({ needs_owner: true, demo_agents: [] })
  },
  START_MS,
)

test(
  'a port that is taken ends the start with a sentence, and leaves the data to the next start',
  async () => {
    const SIGAP_DATA = await makeData()
    const other = createServer()
    await new Promise<void>((resolve) => void other.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void other.close())
    const address = other.address()
    const PORT = String(typeof address === 'object' ? address?.port : '')
    const environment = { SIGAP_DATA, KIRIM_API_KEY: 'key', KIRIM_BASE_URL: NOBODY, SIGAP_LOG: 'silent' }
    const { code, out, err } = await failure({ ...environment, PORT })
    expect({ code, out, err }).toEqual({
      code: 1,
      out: [],
      err: [`Port ${PORT} on 127.0.0.1 is in use by another program. Stop that one, or set PORT to another number.`],
    })
    expect((await start(environment)).url).not.toBe('')
  },
  START_MS,
)

test.each([
  [{ HOST: '0.0.0.0' }, /^The demo is open to whoever reaches it, so it is not served on 0\.0\.0\.0\./],
  [{ PORT: 'abc' }, /^PORT is not a whole number from 0 to 65535\.$/],
  [
    { DATABASE_URL: 'postgres://u:hunter2@127.0.0.1:1/sigap' },
    /^The database that DATABASE_URL names cannot be used: .*ECONNREFUSED/,
  ],
])(
  'started with %j it says what is wrong and ends with 1',
  async (environment, sentence) => {
    const { code, out, err } = await failure({ SIGAP_DATA: await makeData(), ...environment })
    expect({ code, out, err }).toEqual({ code: 1, out: [], err: [expect.stringMatching(sentence)] })
    expect(err[0]).not.toContain('hunter2')
  },
  START_MS,
)

const binaries = findPostgres()

test.runIf(binaries !== null)(
  'gateways on one database server need no data directory, share it without being configured, and are no demo',
  async () => {
    const server = await startPostgres(binaries ?? '')
    onTestFinished(() => server.stop(), START_MS)
    const environment = { DATABASE_URL: await server.createDatabase(), SIGAP_DATA: '/nowhere', SIGAP_LOG: 'silent' }
    const [one, two] = await Promise.all([start(environment), start(environment)])
    const code = one.said.out.map((line) => /with this code: (\S+)/.exec(line)?.[1]).find(Boolean)
    const created = await fetch(`${one.url}/v1/owner`, {
      method: 'POST',
      headers: { Origin: one.url, 'X-Sigap-Request': '1' },
      body: JSON.stringify({ code, name: 'Sari', email: 'sari@example.com', password: 'kopi susu 17' }),
    })
    expect(created.status).toBe(200)
    const cookie = created.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const me = await answerOf(endpoints.getMe, await fetch(`${two.url}/v1/me`, { headers: { Cookie: cookie } }))
    expect(me.data).toMatchObject({ demo: false, agent: { name: 'Sari', role: 'owner' } })
    const { data } = await answerOf(
      endpoints.listConnections,
      await fetch(`${two.url}/v1/connections`, { headers: { Cookie: cookie } }),
    )
    expect(data).toEqual([])
  },
  START_MS,
)
