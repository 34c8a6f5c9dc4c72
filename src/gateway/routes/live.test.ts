import * as fc from 'fast-check'
import { expect, onTestFinished, test, vi } from 'vitest'
import { endpoints } from '#contract/endpoints.ts'
import { liveEventSchema } from '#contract/live-event.ts'
import type { LiveEvent } from '#contract/live-event.ts'
import { WINDOW_MS } from '#contract/window.ts'
import { deleteApiKey, listApiKeys } from '#gateway/storage/api-keys.ts'
import { pruneChanges } from '#gateway/storage/changes.ts'
import { setHealth } from '#gateway/storage/connections.ts'
import { conversationRow, newWorkspace } from '#gateway/storage/testing/rows.ts'
import { answerOf, createTestGateway, errorOf } from '#gateway/testing/test-gateway.ts'
import type { Caller } from '#gateway/testing/test-gateway.ts'
import { unknownHealth } from '#gateway/usecases/connections/connection-health.ts'
import { recordEdits } from '#gateway/usecases/conversations/record-edits.ts'
import { removeConversation } from '#gateway/usecases/conversations/remove-conversation.ts'

type Frame = { id: string | null; event: LiveEvent }

async function openStream(caller: Caller, query = '', headers: Record<string, string> = {}) {
  const response = await caller('GET', `/v1/live${query}`, { headers })
  expect(response.status).toBe(200)
  expect(response.headers.get('Content-Type')).toBe('text/event-stream')
  if (response.body === null) throw new Error('A stream has a body.')
  const reader = response.body.getReader()
  onTestFinished(() => reader.cancel())
  const decoder = new TextDecoder()
  let rest = ''
  const seen: Frame[] = []

  /** Reads on until enough was seen; fails when the stream ends before that. */
  async function until(enough: (frames: readonly Frame[]) => boolean): Promise<Frame[]> {
    while (!enough(seen)) {
      const { done, value } = await reader.read()
      if (done) throw new Error(`The stream ended after ${JSON.stringify(seen.map(({ event }) => event.type))}.`)
      const pieces = (rest + decoder.decode(value, { stream: true })).split('\n\n')
      rest = pieces.pop() ?? ''
      for (const piece of pieces.filter((text) => !text.startsWith(':'))) {
        const lines = new Map(
          piece
            .split('\n')
            .map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
        )
        seen.push({ id: lines.get('id') ?? null, event: liveEventSchema.parse(JSON.parse(lines.get('data') ?? '')) })
      }
    }
    return seen
  }
  async function ended(): Promise<boolean> {
    let result = await reader.read()
    while (!result.done) result = await reader.read()
    return true
  }
  return { until, ended, reader }
}

/** The numbers of each counts event. */
function countsIn(seen: readonly Frame[]) {
  return seen.flatMap(({ event }) => (event.type === 'counts' ? [event.counts.cells.map(({ count }) => count)] : []))
}

/** How many close soon, of each counts event. */
function closingIn(seen: readonly Frame[]) {
  return seen.flatMap(({ event }) => (event.type === 'counts' ? [event.counts.closing] : []))
}

/** The first connection of each connections event. */
function connectionIn(seen: readonly Frame[]) {
  return seen.flatMap(({ event }) => (event.type === 'connections' ? [event.connections[0]] : []))
}

const has = (type: LiveEvent['type']) => (frames: readonly Frame[]) => frames.some(({ event }) => event.type === type)
const resolve = (caller: Caller, id: string) =>
  caller('PATCH', `/v1/conversations/${id}`, { body: { status: 'resolved' } })
const asOf = async (caller: Caller) =>
  (await answerOf(endpoints.listConversations, await caller('GET', '/v1/conversations'))).as_of

async function changesSince(caller: Caller, since: number, limit = 100) {
  const events: LiveEvent[] = []
  let from = since
  for (;;) {
    const page = await answerOf(endpoints.listChanges, await caller('GET', `/v1/changes?since=${from}&limit=${limit}`))
    events.push(...page.data)
    from = page.as_of
    if (!page.has_more) return { events, asOf: from }
  }
}

/** What a browser holds after events, over what it held before. */
function stateAfter(events: readonly LiveEvent[], before: ReadonlyMap<string, unknown>): Map<string, unknown> {
  const state = new Map(before)
  for (const event of events) if (event.type === 'conversation') state.set(event.conversation.id, event.conversation)
  return state
}

test('whoever connects is greeted, told the present, and then what happened since', async () => {
  const { maya, rina } = await createTestGateway({ conversations: [{ id: 'cnv_a' }] })
  const since = await asOf(maya)
  await resolve(rina, 'cnv_a')
  const { until } = await openStream(maya, `?since=${since}`)
  const frames = await until(has('conversation'))
  expect(frames.map(({ event }) => event.type)).toEqual([
    'hello',
    'counts',
    'connections',
    'agents',
    'canned_replies',
    'drafts',
    'presence',
    'conversation',
  ])
  const { id, event } = frames.at(-1) ?? {}
  expect(event).toMatchObject({
    conversation: { id: 'cnv_a', status: 'resolved' },
    changes: [{ field: 'status', from: 'open', to: 'resolved', actor: { id: 'agt_rina' } }],
  })
  expect(id).toBe(String(event?.type === 'conversation' ? event.conversation.version : -1))
})

test('what closes soon is told again when time alone changes it', async () => {
  const { maya, clock, insert, hub } = await createTestGateway()
  await insert([{ id: 'cnv_1', last_inbound_ms: clock.now - WINDOW_MS + 5 }])
  const { until } = await openStream(maya, `?since=${await asOf(maya)}`)
  await until((seen) => closingIn(seen).includes(1))
  clock.now += 5
  hub.refresh()
  expect(closingIn(await until((seen) => closingIn(seen).length === 2))).toEqual([1, 0])
})

test('what happens while somebody listens reaches them in order, with counts that follow', async () => {
  const conversations = [{ id: 'cnv_a' }, { id: 'cnv_b', status: 'pending' as const }]
  const { maya, rina, hub } = await createTestGateway({ conversations })
  const { until } = await openStream(rina, `?since=${await asOf(rina)}`)
  await until(has('agents'))
  for (const id of ['cnv_b', 'cnv_a']) await resolve(maya, id)
  const frames = await until((seen) => seen.filter(({ event }) => event.type === 'conversation').length === 2)
  const events = frames.flatMap(({ event }) => (event.type === 'conversation' ? [event] : []))
  expect(events.map(({ conversation }) => conversation.id)).toEqual(['cnv_b', 'cnv_a'])
  hub.refresh()
  expect(countsIn(await until((seen) => countsIn(seen).at(-1)?.length === 1))).toContainEqual([2])
})

test('agents and connections are told again when they change', async () => {
  const { maya, storage, workspaceId, hub } = await createTestGateway()
  const { until } = await openStream(maya, `?since=${await asOf(maya)}`)
  await until(has('agents'))
  await maya('POST', '/v1/agents', { body: { name: 'Tono', email: 'tono@example.com' } })
  await until((seen) => seen.filter(({ event }) => event.type === 'agents').length === 2)
  const health = {
    ...unknownHealth,
    state: 'refused' as const,
    problem: { code: 'invalid_api_key', message: 'No.', sinceMs: 1 },
  }
  await storage.write((tx) => setHealth(tx, workspaceId, 'con_a', JSON.stringify(health)))
  hub.refresh()
  const [before, after] = connectionIn(await until((seen) => connectionIn(seen).length === 2))
  expect(before?.state).toBe('catching_up')
  expect(after).toMatchObject({ state: 'refused', problem: { code: 'invalid_api_key' } })
})

test('a conversation that the vendor no longer has is told as removed', async () => {
  const { maya, storage, workspaceId, clock } = await createTestGateway({ conversations: [{ id: 'cnv_a' }] })
  const since = await asOf(maya)
  const place = { workspaceId, connectionId: 'con_a', vendorId: 'vendor_cnv_a', connectionName: 'Kirim.chat' }
  await removeConversation({ storage, now: () => clock.now }, place)
  expect((await changesSince(maya, since)).events).toEqual([{ type: 'removed', seq: expect.any(Number), id: 'cnv_a' }])
})

test('resuming from any seq, in pages of any size, ends with what a replay from the start ends with', async () => {
  const { maya, rina } = await createTestGateway({
    conversations: ['a', 'b', 'c', 'd'].map((name) => ({ id: `cnv_${name}` })),
  })
  const start = await asOf(maya)
  const act = fc.record({
    who: fc.constantFrom(maya, rina),
    id: fc.constantFrom('cnv_a', 'cnv_b', 'cnv_c', 'cnv_d'),
    body: fc.constantFrom({ status: 'open' }, { status: 'pending', assigned_to: 'agt_maya' }, { assigned_to: null }),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(act, { minLength: 1, maxLength: 10 }),
      fc.integer({ min: 1, max: 5 }),
      async (acts, limit) => {
        const before = await asOf(maya)
        for (const { who, id, body } of acts) await who('PATCH', `/v1/conversations/${id}`, { body })
        const whole = await changesSince(maya, start)
        const resumed = await changesSince(rina, before, limit)
        expect(resumed.asOf).toBe(whole.asOf)
        const seqs = resumed.events.map((event) => ('seq' in event ? event.seq : -1))
        expect(seqs).toEqual([...seqs].sort((a, b) => a - b))
        const base = stateAfter((await changesSince(maya, start)).events, new Map())
        expect(stateAfter(resumed.events, base)).toEqual(base)
        expect(stateAfter(whole.events, new Map())).toEqual(base)
      },
    ),
    { numRuns: 25 },
  )
}, 60_000)

test('a seq from before what is kept, or from another database, can only lead to a reload', async () => {
  const { maya, storage, workspaceId } = await createTestGateway({ conversations: [{ id: 'cnv_a' }, { id: 'cnv_b' }] })
  const since = await asOf(maya)
  await resolve(maya, 'cnv_a')
  await resolve(maya, 'cnv_b')
  await storage.write((tx) => pruneChanges(tx, workspaceId, { before: Number.MAX_SAFE_INTEGER, keepAtLeast: 1 }))
  for (const seq of [since, since + 1_000_000]) {
    const gone = await maya('GET', `/v1/changes?since=${seq}`)
    expect(await errorOf(gone)).toEqual({ status: 410, code: 'changes_expired', param: 'since' })
    const { until, ended } = await openStream(maya, `?since=${seq}`)
    await until(has('reload'))
    expect(await ended()).toBe(true)
  }
  expect((await changesSince(maya, since + 1)).events).toHaveLength(1)
})

test('what a browser says that it saw last wins over what it asked for at first', async () => {
  const { maya } = await createTestGateway({ conversations: [{ id: 'cnv_a' }, { id: 'cnv_b' }] })
  const since = await asOf(maya)
  await resolve(maya, 'cnv_a')
  const seen = await asOf(maya)
  await resolve(maya, 'cnv_b')
  const { until } = await openStream(maya, `?since=${since}`, { 'Last-Event-ID': String(seen) })
  const frames = await until(has('conversation'))
  expect(frames[0]?.event).toEqual({ type: 'hello', as_of: seen })
  expect(frames.at(-1)?.event).toMatchObject({ conversation: { id: 'cnv_b' } })
})

test.each([
  ['/v1/live', {}, 'missing_required_field', 'since'],
  ['/v1/live?since=', {}, 'invalid_field_value', 'since'],
  ['/v1/live?since=-1', {}, 'invalid_field_value', 'since'],
  ['/v1/live?since=1e3', {}, 'invalid_field_value', 'since'],
  [`/v1/live?since=${'9'.repeat(16)}`, {}, 'invalid_field_value', 'since'],
  ['/v1/live?since=1&from=2', {}, 'unknown_field', 'from'],
  ['/v1/live?since=1', { 'Last-Event-ID': 'x' }, 'invalid_field_value', 'Last-Event-ID'],
  ['/v1/changes', {}, 'missing_required_field', 'since'],
  ['/v1/changes?since=1&limit=0', {}, 'invalid_limit', 'limit'],
])('%s with %j is refused', async (path, headers, code, param) => {
  const { maya } = await createTestGateway()
  expect(await errorOf(await maya('GET', path, { headers }))).toEqual({ status: 400, code, param })
})

test('nothing of another workspace is heard', async () => {
  const { maya, rina, storage, clock } = await createTestGateway({ conversations: [{ id: 'cnv_a' }] })
  const { until } = await openStream(maya, `?since=${await asOf(maya)}`)
  await until(has('agents'))
  const other = await newWorkspace(storage)
  const change = {
    field: 'created' as const,
    from: null,
    to: null,
    actor: { type: 'system' as const, id: 's', name: 's' },
    client: null,
  }
  await storage.write((tx) =>
    recordEdits(
      tx,
      other,
      [{ before: null, after: conversationRow(other, 'cnv_secret'), changes: [change] }],
      clock.now,
    ),
  )
  await resolve(rina, 'cnv_a')
  const frames = await until(has('conversation'))
  expect(JSON.stringify(frames)).not.toContain('cnv_secret')
})

test('HEAD opens no stream', async () => {
  const { maya } = await createTestGateway()
  const response = await maya('HEAD', '/v1/live?since=0')
  expect([response.status, response.body]).toEqual([200, null])
})

test('streams end when the gateway does, and no new one begins', async () => {
  const { maya, hub, ending } = await createTestGateway()
  const { until, ended } = await openStream(maya, '?since=0')
  await until(has('hello'))
  ending.abort()
  hub.stop()
  expect(await ended()).toBe(true)
  expect(await errorOf(await maya('GET', '/v1/live?since=0'))).toEqual({ status: 503, code: 'service_unavailable' })
})

test('a heartbeat comes every 15 s, and one whose session or key is gone hears nothing after it', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const { maya, rina, program, storage, workspaceId, clock } = await createTestGateway()
  const since = `?since=${await asOf(maya)}`
  const streams = [await openStream(maya, since), await openStream(rina, since), await openStream(program, since)]
  for (const { until } of streams) await until(has('presence'))
  const [staying, leaving, keyed] = streams
  vi.advanceTimersByTime(15_000)
  const heartbeat = await staying?.reader.read()
  expect(new TextDecoder().decode(heartbeat?.value)).toBe(': still here\n\n')

  await rina('DELETE', '/v1/session')
  const [key] = await listApiKeys(storage.db, workspaceId)
  await storage.write((tx) => deleteApiKey(tx, workspaceId, key?.id ?? ''))
  clock.now += 60_000
  vi.advanceTimersByTime(15_000)
  expect(await leaving?.ended()).toBe(true)
  expect(await keyed?.ended()).toBe(true)
  expect((await staying?.reader.read())?.done).toBe(false)
})

test('a client that does not read is let go, and what it missed waits for it under its seq', async () => {
  const long = 'x'.repeat(10_000)
  const { maya, insert } = await createTestGateway()
  await insert(Array.from({ length: 150 }, (_, place) => ({ id: `cnv_${place}`, contact_name: long })))
  const since = await asOf(maya)
  const { until, ended } = await openStream(maya, `?since=${since}`)
  await until(has('agents'))
  for (let place = 0; place < 150; place += 1) await resolve(maya, `cnv_${place}`)
  expect(await ended()).toBe(true)
  expect((await changesSince(maya, since)).events).toHaveLength(150)
}, 30_000)
