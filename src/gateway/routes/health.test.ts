import { expect, test } from 'vitest'
import { setHealth } from '#gateway/storage/connections.ts'
import { createTestGateway, errorOf } from '#gateway/testing/test-gateway.ts'
import { unknownHealth } from '#gateway/usecases/connections/connection-health.ts'

test('a vendor that is down or refuses is no illness of ours', async () => {
  const { nobody, storage, workspaceId } = await createTestGateway()
  const down = { ...unknownHealth, state: 'down', problem: { code: 'timeout', message: 'No answer.', sinceMs: 1 } }
  await storage.write((tx) => setHealth(tx, workspaceId, 'con_a', JSON.stringify(down)))
  for (const path of ['/healthz', '/readyz']) expect((await nobody('GET', path)).status).toBe(200)
})

test('without its database the process runs, but is not ready', async () => {
  const { nobody, storage } = await createTestGateway()
  await storage.db.schema
    .dropTable('workspaces')
    .cascade()
    .execute()
    .catch(() => undefined)
  await storage.close()
  expect((await nobody('GET', '/healthz')).status).toBe(200)
  expect(await errorOf(await nobody('GET', '/readyz'))).toEqual({ status: 503, code: 'service_unavailable' })
})

test('a process that is about to end is ready no more', async () => {
  const { nobody, ending } = await createTestGateway()
  ending.abort()
  expect((await nobody('GET', '/healthz')).status).toBe(200)
  expect(await errorOf(await nobody('GET', '/readyz'))).toEqual({ status: 503, code: 'service_unavailable' })
})
