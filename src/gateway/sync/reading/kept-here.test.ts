import { expect, test } from 'vitest'
import { ConnectorError } from '#connectors/connector-error.ts'
import type { VendorConversation } from '#connectors/reading.ts'
import type { VendorPatch } from '#connectors/connector.ts'
import type { ConversationPatch } from '#contract/conversation.ts'
import { serving, WORKSPACE_ID } from '#gateway/testing/served.ts'
import { silentConnector } from '#gateway/testing/silent-connector.ts'
import { vendorConversation } from '#gateway/testing/vendor-conversation.ts'
import { sleep } from '../bell.ts'
import { pass } from '#gateway/testing/virtual-time.ts'
import { patchConversation } from '#gateway/usecases/conversations/patch-conversation.ts'
import { parseNotices } from '#gateway/usecases/conversations/sync-notices.ts'

const serve = serving()
const actor = { type: 'agent' as const, id: 'agt_maya', name: 'Maya' }

/** A vendor that holds everything, answers well to a new status and changes nothing, and refuses what `refuses` names. */
async function inert(refuses: readonly (keyof VendorPatch)[] = []) {
  let held = vendorConversation('1', { unreadCount: 2 })
  const patches: VendorPatch[] = []
  const reads = { single: 0 }
  const connector = silentConnector({
    channels: { chat: { holds: ['status', 'assignee', 'starred', 'read', 'unread'], sends: null } },
    account: async () => ({ accountId: 'a', name: 'a', readPerMinute: 600, writePerMinute: 600 }),
    async listConversations({ status = 'open' }) {
      await sleep(50, new AbortController().signal)
      return { rows: held.status === status ? [held] : [], malformed: [], nextCursor: null }
    },
    async getConversation() {
      reads.single += 1
      return held
    },
    listMessages: async () => ({ rows: [], malformed: [], nextCursor: null }),
    async patchConversation(_, patch) {
      patches.push(patch)
      if (refuses.some((word) => patch[word] !== undefined))
        throw new ConnectorError('rejected', 'no', 'No.', { status: 422 })
      held = {
        ...held,
        starred: patch.starred ?? held.starred,
        unreadCount: patch.unread === false ? 0 : held.unreadCount,
      }
      return { conversation: held, notApplied: patch.status === undefined ? [] : ['status'] }
    },
  })
  const { row, storage, sync } = await serve({ con_a: connector })
  await pass(5000)
  const id = (await row('con_a', '1'))?.id ?? ''
  return {
    patches,
    reads,
    row: () => row('con_a', '1'),
    move: (more: Partial<VendorConversation>) => void (held = { ...held, ...more }),
    patch: async (patch: ConversationPatch) => {
      const deps = { storage, now: Date.now, channelsOf: () => connector.channels }
      await patchConversation(deps, { workspaceId: WORKSPACE_ID, id, patch, actor, client: null, ifMatch: null })
      sync.ringOutbox('con_a')
      await pass(20_000)
    },
  }
}

test('what is pending here alone is not missed among what is pending there', async () => {
  const { patch, row, reads } = await inert()
  await patch({ status: 'pending' })
  expect(await row()).toMatchObject({ status: 'pending', status_kept_here: 1 })
  reads.single = 0
  await pass(60_000)
  expect(reads.single).toBe(0)
})

test('a status that the vendor did not take is kept here, until the vendor has another one', async () => {
  const { patch, patches, row, move } = await inert()
  await patch({ status: 'resolved' })
  expect(patches).toEqual([{ status: 'resolved' }])
  expect(await row()).toMatchObject({ status: 'resolved', status_shadow: 'open', status_kept_here: 1, notice: null })
  await pass(60_000)
  expect(await row()).toMatchObject({ status: 'resolved', status_kept_here: 1 })
  move({ status: 'pending', updatedAt: 2 })
  await pass(20_000)
  expect(await row()).toMatchObject({ status: 'pending', status_kept_here: 0 })
})

test('a star and a read mark go to the vendor that holds them, once', async () => {
  const { patch, patches, row } = await inert()
  await patch({ starred: true, unread_count: 0 })
  expect(patches).toEqual([{ starred: true, unread: false }])
  const settled = { starred: 1, starred_shadow: 1, unread_count: 0, unread_shadow: 0, sync_state: 'synced' }
  expect(await row()).toMatchObject({ ...settled, starred_kept_here: 0, read_kept_here: 0 })
})

test('a refused star goes back with a notice, a refused read mark is kept here with one', async () => {
  const { patch, row } = await inert(['starred', 'unread'])
  await patch({ starred: true, unread_count: 0 })
  const after = await row()
  expect(after).toMatchObject({ starred: 0, unread_count: 0, read_kept_here: 1, sync_state: 'synced' })
  expect(parseNotices(after?.notice ?? null).map(({ field, wanted }) => [field, wanted])).toEqual([
    ['starred', 'starred'],
    ['read', 'read'],
  ])
})
