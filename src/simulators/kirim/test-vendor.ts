import { isRecord, parseJson, type JsonObject } from '../kit/json.ts'
import { createKirimSimulator, type KirimSimulator, type KirimSimulatorOptions } from './index.ts'
import { seededRandom } from '../kit/random.ts'

/** A webhook as its receiver saw it. */
type Hook = { atMs: number; headers: Headers; body: string; json: JsonObject }

export type TestVendor = {
  sim: KirimSimulator
  call: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>
  /** Subscribes a receiver that answers with `answer(hook)`, and collects what arrives. */
  subscribe: (
    events: string[],
    answer?: (hook: Hook) => Response,
  ) => Promise<{ hooks: Hook[]; id: string; secret: string }>
}

type Answer = { status: number; headers: Headers; data: unknown; error: JsonObject; body: JsonObject }

export const startMs = Date.parse('2026-05-23T08:00:00.000Z')
export const customer = '+6281234567890'
export const [shop, otherShop] = ['+6285117600829', '+6281290004455'] as const

/** A simulator whose time stands still until it is moved and whose timers never fire by themselves. */
export function testVendor(options: KirimSimulatorOptions = {}): TestVendor {
  let receive: ((hook: Hook) => Response) | null = null
  const sim = createKirimSimulator({
    now: () => startMs,
    random: seededRandom(1),
    timer: () => () => undefined,
    limits: { read: 1e6, write: 1e6 },
    deliver: async (_url, { headers, body }) => {
      const hook = { atMs: sim.clock.now(), headers: new Headers(headers), body, json: object(parseJson(body)) }
      return receive?.(hook) ?? accepted()
    },
    ...options,
  })

  const call: TestVendor['call'] = async (method, path, body, headers = {}) => {
    const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
    const all = { Authorization: `Bearer ${sim.apiKey}`, 'Content-Type': 'application/json', ...headers }
    const response = await sim.fetch(`http://vendor.test${path}`, { method, headers: all, ...sent })
    const answered = object(parseJson(await response.text()))
    const { status } = response
    return {
      status,
      headers: response.headers,
      data: answered['data'],
      error: object(answered['error']),
      body: answered,
    }
  }

  return {
    sim,
    call,
    subscribe: async (events, answer = accepted) => {
      const hooks: Hook[] = []
      receive = (hook) => {
        hooks.push(hook)
        return answer(hook)
      }
      const { data } = await call('POST', '/v1/webhook_subscriptions', { url: 'https://hooks.test/kirim', events })
      const made = object(data)
      return { hooks, id: String(made['id']), secret: String(made['initial_secret']) }
    },
  }
}

function accepted(): Response {
  return new Response(null, { status: 200 })
}

export function object(value: unknown): JsonObject {
  return isRecord(value) ? value : {}
}

export function rows(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.map(object) : []
}
