import { isRecord, parseJson, type JsonObject } from '../kit/json.ts'
import { seededRandom } from '../kit/random.ts'
import { createHighlevelSimulator, type HighlevelSimulator, type HighlevelSimulatorOptions } from './index.ts'

/** A webhook as its receiver saw it. */
type Hook = { headers: Headers; body: string; json: JsonObject }
type Answer = { status: number; headers: Headers; body: JsonObject }

export type TestVendor = {
  sim: HighlevelSimulator
  call: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>
  /** What arrived at the app's address; it answers with `answer`. */
  hooks: Hook[]
}

export const startMs = Date.parse('2026-05-23T08:00:00.000Z')

/** A simulator whose time stands still until it is moved and whose timers never fire by themselves. */
export function testVendor(
  options: HighlevelSimulatorOptions = {},
  answer: (hook: Hook) => Response = () => new Response(),
): TestVendor {
  const hooks: Hook[] = []
  const sim = createHighlevelSimulator({
    now: () => startMs,
    random: seededRandom(1),
    timer: () => () => undefined,
    limits: { burst: 1e6, daily: 1e6 },
    webhookUrl: 'https://hooks.test/highlevel',
    deliver: async (_url, { headers, body }) => {
      const hook = { headers: new Headers(headers), body, json: object(parseJson(body)) }
      hooks.push(hook)
      return answer(hook)
    },
    ...options,
  })

  const call: TestVendor['call'] = async (method, path, body, headers = {}) => {
    const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
    const all = {
      Authorization: `Bearer ${sim.apiKey}`,
      Version: '2021-07-28',
      'Content-Type': 'application/json',
      ...headers,
    }
    const response = await sim.fetch(`https://highlevel.test${path}`, { method, headers: all, ...sent })
    return { status: response.status, headers: response.headers, body: object(parseJson(await response.text())) }
  }
  return { sim, call, hooks }
}

export function object(value: unknown): JsonObject {
  return isRecord(value) ? value : {}
}

export function rows(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.map(object) : []
}
