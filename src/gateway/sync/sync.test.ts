import { expect, test } from 'vitest'
import { ConnectorError } from '#connectors/connector-error.ts'
import { serving } from '#gateway/testing/served.ts'
import { silentConnector } from '#gateway/testing/silent-connector.ts'
import { pass } from '#gateway/testing/virtual-time.ts'

const serve = serving()

test('a key that may not read users is no key that is refused: nothing else waits for it', async () => {
  let accounts = 0
  const connector = silentConnector({
    async account() {
      accounts += 1
      return { accountId: 'a', name: 'a', readPerMinute: 600, writePerMinute: 60 }
    },
    listConversations: async () => ({ rows: [], malformed: [], nextCursor: null }),
    listUsers: () => Promise.reject(new ConnectorError('auth', 'http_401', 'Not in its scope.', { status: 401 })),
  })
  const { sync } = await serve({ con_a: connector })
  await pass(2000)
  expect(await sync.listUsers('con_a')).toEqual([])
  expect(await sync.askVendor('con_a', async () => 'reachable')).toBe('reachable')
  await pass(2000)
  expect(accounts).toBe(1)
})
