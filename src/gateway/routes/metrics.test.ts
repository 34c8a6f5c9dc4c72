import { expect, test } from 'vitest'
import { setHealth } from '#gateway/storage/connections.ts'
import { createTestGateway } from '#gateway/testing/test-gateway.ts'
import { unknownHealth } from '#gateway/usecases/connections/connection-health.ts'

test('a monitor reads how the connections are doing, with an API key', async () => {
  const { program, storage, workspaceId } = await createTestGateway()
  const health = { ...unknownHealth, state: 'down', lastSyncMs: 1_700_000_000_500 }
  await storage.write((tx) => setHealth(tx, workspaceId, 'con_a', JSON.stringify(health)))
  const response = await program('GET', '/metrics')
  expect(response.headers.get('Content-Type')).toContain('text/plain; version=0.0.4')
  const text = await response.text()
  expect(text).toContain('sigap_connection_state{connection="con_a",vendor="kirim",state="down"} 1\n')
  expect(text).toContain(
    'sigap_connection_last_sync_timestamp_seconds{connection="con_a",vendor="kirim"} 1700000000.5\n',
  )
  expect(text).toContain('# TYPE sigap_announcements_total counter\n')
  for (const line of text.trimEnd().split('\n')) {
    expect(line).toMatch(/^(# (HELP|TYPE) sigap_\w+ .+|sigap_\w+\{(\w+="[\w-]+",?)+\} [\d.]+)$/)
  }
})
