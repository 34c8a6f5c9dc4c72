import { expect, test } from 'vitest'
import { createSealer } from '#gateway/auth/sealer.ts'
import { migrate } from '#gateway/storage/migrate.ts'
import { openSqlite } from '#gateway/storage/open-sqlite.ts'
import { newWorkspace } from '#gateway/storage/testing/rows.ts'
import { getSubscription, putSubscription } from '#gateway/storage/webhook-subscriptions.ts'
import { sealAnew } from './keep-secrets.ts'
import { keepSubscription, ownSubscription, ownWebhookSecrets } from './own-subscription.ts'

const [OLD, NEW] = ['the old key of this installation, long enough', 'the new key of this installation, long enough']
const made = { id: 'wbs_1', secret: 'whsec_x', problem: null }

test('the secret of a subscription is sealed for its connection, opens there only, and is sealed anew with a newer key', async () => {
  const storage = openSqlite(':memory:')
  await migrate(storage)
  const workspaceId = await newWorkspace(storage)
  const place = (keys: readonly string[] | null) => ({
    db: storage.db,
    workspaceId,
    sealer: keys === null ? null : createSealer(keys),
  })
  await storage.write((tx) => keepSubscription(tx, place([OLD]), 'con_a', made))
  const row = await getSubscription(storage.db, workspaceId, 'con_a')
  if (row === undefined) throw new Error('It was kept.')
  expect(row.secret).not.toContain(made.secret)
  await storage.write((tx) => putSubscription(tx, workspaceId, { ...row, connection_id: 'con_b' }))
  expect(await ownWebhookSecrets(place([OLD]), 'con_b')).toEqual([])

  await sealAnew({ storage, sealer: createSealer([NEW, OLD]) }, workspaceId)
  expect(await ownSubscription(place([NEW]), 'con_a')).toEqual(made)
  expect(await ownWebhookSecrets(place([OLD]), 'con_a')).toEqual([])
  expect(await ownWebhookSecrets(place(null), 'con_a')).toEqual([])
  await storage.close()
})
