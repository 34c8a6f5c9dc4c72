import { afterEach, expect, test } from 'vitest'

import { createKirimSimulator } from './kirim/index.ts'
import { serve } from './serve.ts'

const sim = createKirimSimulator()
const served = await serve(sim, 0)
const headers = { Authorization: `Bearer ${sim.apiKey}`, 'Content-Type': 'application/json' }

afterEach(() => sim.faults.clear())

test('the vendor answers on a loopback port', async () => {
  expect(served.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  const response = await fetch(`${served.url}/v1/me`, { headers })
  expect(response.status).toBe(200)
})

test('a dropped connection is torn, after the request was applied if so asked', async () => {
  const { id } = sim.placeConversation({})
  sim.faults.add({ kind: 'drop', when: 'after', times: 1 })
  const init = { method: 'PATCH', headers, body: '{"status":"resolved"}' }
  await expect(fetch(`${served.url}/v1/conversations/${id}`, init)).rejects.toThrow('fetch failed')
  expect(sim.conversation(id).status).toBe('resolved')
})

test('a taken port is refused when starting', async () => {
  await expect(serve(sim, Number(new URL(served.url).port))).rejects.toThrow('EADDRINUSE')
})
