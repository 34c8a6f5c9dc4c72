import * as fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LiveEvent } from '#contract/live-event.ts'
import { createHub } from './hub.ts'
import type { LiveSource } from './live-source.ts'

type Removed = Extract<LiveEvent, { type: 'removed' }>

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** A workspace whose n-th change removes conversation `n`, and a hub over it. */
function makeWorld({ oldest = 1 } = {}) {
  const world = {
    seq: 0,
    broken: false,
    present: [] as { mark: string; event: LiveEvent }[],
    errors: [] as unknown[],
    listeners: new Set<(workspaceId: string, seq: number) => void>(),
  }
  const source: LiveSource = {
    onSeq(listener) {
      world.listeners.add(listener)
      return () => world.listeners.delete(listener)
    },
    async readChanges(_workspaceId, since, limit) {
      await Promise.resolve()
      if (world.broken) throw new Error('The database is away.')
      if (since < oldest - 1) return null
      const last = Math.min(world.seq, since + limit)
      const events = Array.from({ length: Math.max(0, last - since) }, (_, place): Removed => {
        const seq = since + place + 1
        return { type: 'removed', seq, id: `cnv_${seq}` }
      })
      return { events, asOf: last, hasMore: last < world.seq }
    },
    async readPresent() {
      await Promise.resolve()
      if (world.broken) throw new Error('The database is away.')
      return [...world.present]
    },
  }
  const hub = createHub(source, (error) => world.errors.push(error))

  function listen(since: number, { takes = Infinity }: { takes?: number } = {}) {
    const heard: LiveEvent[] = []
    const state = { ended: false }
    const leave = hub.join({
      workspaceId: 'wsp',
      since,
      send(event) {
        if (heard.length >= takes) return false
        heard.push(event)
        return true
      },
      drained: async () => undefined,
      end: () => {
        state.ended = true
      },
    })
    return { heard, state, leave, seqs: () => heard.flatMap((event) => ('seq' in event ? [event.seq] : [])) }
  }

  return {
    hub,
    world,
    listen,
    change: (count = 1) => {
      world.seq += count
      for (const listener of world.listeners) listener('wsp', world.seq)
    },
  }
}

const settle = async () => {
  for (let turn = 0; turn < 200; turn += 1) await Promise.resolve()
}
const upTo = (from: number, to: number) => Array.from({ length: to - from }, (_, place) => from + place + 1)

test('whoever joins whenever hears of every change after their seq, once and in order', async () => {
  const act = fc.oneof(
    fc.record({ type: fc.constant('change' as const), count: fc.integer({ min: 1, max: 400 }) }),
    fc.record({ type: fc.constant('join' as const), behind: fc.nat({ max: 700 }) }),
    fc.record({ type: fc.constant('wait' as const), turns: fc.nat({ max: 12 }) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 30 }), async (acts) => {
      const { hub, world, listen, change } = makeWorld()
      const joined: { since: number; seqs: () => number[] }[] = []
      for (const each of acts) {
        if (each.type === 'change') change(each.count)
        if (each.type === 'join') {
          const since = Math.max(0, world.seq - each.behind)
          joined.push({ since, seqs: listen(since).seqs })
        }
        if (each.type === 'wait') for (let turn = 0; turn < each.turns; turn += 1) await Promise.resolve()
      }
      await settle()
      for (const { since, seqs } of joined) expect(seqs()).toEqual(upTo(since, world.seq))
      hub.stop()
    }),
  )
})

test('a newcomer is greeted, told the present, and then what happened', async () => {
  const { world, listen, change } = makeWorld()
  world.present = [{ mark: '1', event: { type: 'connections', connections: [] } }]
  change(2)
  const { heard } = listen(1)
  await settle()
  expect(heard.map(({ type }) => type)).toEqual(['hello', 'connections', 'removed'])
  expect(heard[0]).toEqual({ type: 'hello', as_of: 1 })
})

test('the present is told again when it differs, and only then', async () => {
  const { world, listen, hub } = makeWorld()
  world.present = [{ mark: '1', event: { type: 'agents' } }]
  const { heard } = listen(0)
  await settle()
  vi.advanceTimersByTime(5000)
  await settle()
  expect(heard.filter(({ type }) => type === 'agents')).toHaveLength(1)
  world.present = [{ mark: '2', event: { type: 'agents' } }]
  hub.refresh()
  await settle()
  expect(heard.filter(({ type }) => type === 'agents')).toHaveLength(2)
})

test('whose seq is too old is told to reload, and let go', async () => {
  const { listen, change, world } = makeWorld({ oldest: 50 })
  world.seq = 100
  const { heard, state } = listen(10)
  await settle()
  expect(heard.at(-1)).toEqual({ type: 'reload' })
  expect(state.ended).toBe(true)
  change()
  await settle()
  expect(heard.at(-1)).toEqual({ type: 'reload' })
})

test('whoever cannot take more is let go, and the others hear on', async () => {
  const { listen, change } = makeWorld()
  const slow = listen(0, { takes: 3 })
  const quick = listen(0)
  await settle()
  change(5)
  await settle()
  expect(slow.state.ended).toBe(true)
  expect(slow.seqs()).toEqual([1, 2])
  expect(quick.seqs()).toEqual([1, 2, 3, 4, 5])
})

test('catching up goes at the pace of whoever catches up', async () => {
  const { hub, world } = makeWorld()
  world.seq = 1000
  const gate = Promise.withResolvers<void>()
  const heard: LiveEvent[] = []
  const send = (event: LiveEvent) => heard.push(event) > 0
  hub.join({ workspaceId: 'wsp', since: 0, send, drained: () => gate.promise, end: () => undefined })
  await settle()
  const atFirst = heard.length
  expect(atFirst).toBeLessThan(500)
  gate.resolve()
  await settle()
  expect(heard.length).toBe(1001)
})

test('what a database that was away for a moment kept back comes by itself', async () => {
  const { listen, change, world } = makeWorld()
  const { seqs } = listen(0)
  await settle()
  world.broken = true
  change(3)
  await settle()
  expect(seqs()).toEqual([])
  world.broken = false
  vi.advanceTimersByTime(1000)
  await settle()
  expect(seqs()).toEqual([1, 2, 3])
  expect(world.errors).toHaveLength(1)
})

test('whoever cannot be caught up is let go, to come again', async () => {
  const { listen, world } = makeWorld()
  world.broken = true
  const { state } = listen(0)
  await settle()
  expect(state.ended).toBe(true)
})

test('whoever has left hears nothing more', async () => {
  const { listen, change } = makeWorld()
  const { heard, leave } = listen(0)
  await settle()
  leave()
  change()
  await settle()
  expect(heard.map(({ type }) => type)).toEqual(['hello'])
})

test('at the end everybody is let go, and nobody listens to the database any more', async () => {
  const { hub, listen, world } = makeWorld()
  const { state } = listen(0)
  await settle()
  hub.stop()
  expect(state.ended).toBe(true)
  expect(world.listeners.size).toBe(0)
})
