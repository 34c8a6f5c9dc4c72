import { Hono } from 'hono'
import { z } from 'zod'

import { iso, type Clock } from './clock.ts'
import { faultSchema, type Faults } from './faults.ts'
import type { RequestLog } from './request-log.ts'
import type { Worker } from './worker.ts'

const clockSchema = z.union([
  z.strictObject({ set: z.iso.datetime({ offset: true }) }),
  z.strictObject({ advance_ms: z.number().min(0) }),
])

/** What every simulator's `/_sim` has: its clock, its faults, and what it was asked. */
export function createCommonControl({
  clock,
  faults,
  log,
  worker,
}: {
  clock: Clock
  faults: Faults
  log: RequestLog
  worker: Worker
}): Hono {
  const app = new Hono()

  app.get('/clock', (c) => c.json({ now: iso(clock.now()) }))
  app.post('/clock', async (c) => {
    const given = clockSchema.parse(await c.req.json())
    if ('set' in given) clock.set(Date.parse(given.set))
    else await worker.advance(given.advance_ms)
    worker.wake()
    return c.json({ now: iso(clock.now()) })
  })
  app.post('/settle', async (c) => {
    await worker.settled()
    return c.json({ settled: true })
  })

  app.get('/log', (c) => {
    const { method, path, status } = c.req.query()
    const data = log
      .entries()
      .filter((entry) => method === undefined || entry.method === method)
      .filter((entry) => path === undefined || entry.path.startsWith(path))
      .filter((entry) => status === undefined || entry.status === Number(status))
    return c.json({ data })
  })
  app.delete('/log', (c) => {
    log.clear()
    return c.json({ cleared: true })
  })

  app.get('/faults', (c) => c.json({ data: faults.list() }))
  app.post('/faults', async (c) => c.json({ id: faults.add(faultSchema.parse(await c.req.json())) }))
  app.delete('/faults/:id?', (c) => {
    faults.clear(c.req.param('id'))
    return c.json({ data: faults.list() })
  })
  return app
}
