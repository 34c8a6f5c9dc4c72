import { isRecord, parseJson, type JsonObject } from '../kit/json.ts'
import { seededRandom } from '../kit/random.ts'
import { createTeamworkDeskSimulator, type TeamworkDeskSimulator, type TeamworkDeskSimulatorOptions } from './index.ts'

/** A webhook as its receiver saw it. */
type Hook = { headers: Headers; body: string; json: JsonObject }
type Answer = { status: number; headers: Headers; body: JsonObject }

export type TestVendor = {
  sim: TeamworkDeskSimulator
  /** @param path below `/desk/api/v2`, or beginning with `/_sim` */
  call: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>
  /** Makes an endpoint for all events and collects what arrives. */
  listen: () => Promise<Hook[]>
}

export const startMs = Date.parse('2026-05-23T08:00:00.000Z')
export const [maya, rina] = [311, 312] as const
export const token = 'desk-webhook-token'

/** A simulator whose time stands still until it is moved and whose timers never fire by themselves. */
export function testVendor(options: TeamworkDeskSimulatorOptions = {}): TestVendor {
  const hooks: Hook[] = []
  const sim = createTeamworkDeskSimulator({
    now: () => startMs,
    random: seededRandom(1),
    timer: () => () => undefined,
    limits: { requests: 1e6 },
    deliver: async (_url, { headers, body }) => {
      hooks.push({ headers: new Headers(headers), body, json: object(parseJson(body)) })
      return new Response()
    },
    ...options,
  })
  const call: TestVendor['call'] = async (method, path, body, headers = {}) => {
    const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
    const at = path.startsWith('/_sim') ? path : `/desk/api/v2${path}`
    const all = { Authorization: `Bearer ${sim.apiKey}`, ...headers }
    const response = await sim.fetch(`http://desk.test${at}`, { method, headers: all, ...sent })
    return { status: response.status, headers: response.headers, body: object(parseJson(await response.text())) }
  }
  return {
    sim,
    call,
    listen: async () => {
      const webhookendpoint = { url: 'https://hooks.test/desk', token, allEvents: true, allInboxes: true }
      await call('POST', '/webhookendpoints.json', { webhookendpoint, included: {} })
      return hooks
    },
  }
}

export function object(value: unknown): JsonObject {
  return isRecord(value) ? value : {}
}

export function rows(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.map(object) : []
}
