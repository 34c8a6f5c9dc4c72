import { expect, test } from 'vitest'
import { serving } from '#gateway/testing/served.ts'
import { silentConnector } from '#gateway/testing/silent-connector.ts'
import { vendorConversation } from '#gateway/testing/vendor-conversation.ts'
import { pass } from '#gateway/testing/virtual-time.ts'

const serve = serving()

test.each([
  [true, ['open', 'pending', 'resolved']],
  [false, ['open']],
])('a list that can be asked for one status (%s) is walked for %j', async (filtersByStatus, statuses) => {
  const asked = new Set<string>()
  const connector = silentConnector({
    filtersByStatus,
    account: async () => ({ accountId: 'a', name: 'a', readPerMinute: 600, writePerMinute: 60 }),
    async listConversations({ status }) {
      if (status !== undefined) asked.add(status)
      return { rows: [vendorConversation('1')], malformed: [], nextCursor: null }
    },
    listMessages: async () => ({ rows: [], malformed: [], nextCursor: null }),
  })
  await serve({ con_a: connector })
  await pass(60_000)
  expect([...asked].toSorted()).toEqual(statuses)
})
