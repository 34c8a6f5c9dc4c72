import { isRecord, parseJson, type JsonObject } from '../kit/json.ts'
import { seededRandom } from '../kit/random.ts'
import { createWapikitSimulator, type WapikitSimulator, type WapikitSimulatorOptions } from './index.ts'

export const startMs = Date.parse('2026-05-23T08:00:00.000Z')
export const [maya, bagus] = ['a1c3e7d2-6b0f-4f5a-8c1d-1f0e2d3c4b51', 'b2d4f8e3-7c1a-4e6b-9d2e-2a1f3e4d5c62'] as const
/** Contact lists and tags of the organisation. */
export const [regulars, bazaar] = [
  'e5a7cb16-af4d-4b9e-8051-5d4c6b708f95',
  'f6b8dc27-b05e-4aaf-9162-6e5d7c8190a6',
] as const
export const vip = '3afc106b-f492-46e3-95a6-a291b0c5d4ea'

type Answer = { status: number; headers: Headers; text: string; body: unknown; object: JsonObject }
type TestVendor = {
  sim: WapikitSimulator
  call: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>
}

/** A simulator whose time stands still until it is moved and whose timers never fire by themselves. */
export function testVendor(options: WapikitSimulatorOptions = {}): TestVendor {
  const sim = createWapikitSimulator({
    now: () => startMs,
    random: seededRandom(1),
    timer: () => () => undefined,
    ...options,
  })
  return {
    sim,
    call: async (method, path, body, headers = {}) => {
      const response = await sim.fetch(`http://vendor.test/api${path}`, {
        method,
        headers: { 'x-access-token': sim.apiKey, 'Content-Type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      const parsed = parseJson(text)
      const object = isRecord(parsed) ? parsed : {}
      return { status: response.status, headers: response.headers, text, body: parsed, object }
    },
  }
}

export function rows(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

/** The id of a conversation, as the simulator's own face gives it. */
export function idOf(conversation: JsonObject): string {
  return String(conversation['uniqueId'])
}
