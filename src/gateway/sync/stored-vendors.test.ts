import { expect, test } from 'vitest'
import { serving, WORKSPACE_ID } from '#gateway/testing/served.ts'
import { silentConnector } from '#gateway/testing/silent-connector.ts'
import { pass } from '#gateway/testing/virtual-time.ts'
import { createStoredVendors } from './stored-vendors.ts'
import { createVendor } from './vendor.ts'

const serve = serving()

test('a connection that is set up anew is known all the while, however long its former worker takes to end', async () => {
  const { storage, stop } = await serve({ con_a: silentConnector({ account: () => new Promise(() => undefined) }) })
  await stop()
  const asked = Promise.withResolvers<never>()
  const make = () =>
    createVendor({
      workspaceId: WORKSPACE_ID,
      connection: { id: 'con_a', name: 'A' },
      connector: silentConnector({ account: () => asked.promise }),
      hasWebhooks: false,
      linkBase: null,
      sealer: null,
      storage,
      now: Date.now,
      random: () => 0.5,
      log: { info: () => undefined, warn: () => undefined },
    })
  let revision = 1
  const ending = new AbortController()
  const vendors = createStoredVendors(async () => [{ id: 'con_a', revision, paused: false, make }], {
    owner: 'us',
    ending: ending.signal,
    onError: () => undefined,
  })
  await vendors.reload()
  await pass(1000)
  revision = 2
  const reloaded = vendors.reload()
  await pass(1000)
  expect(vendors.get('con_a')?.revision).toBe(1)
  asked.reject(new Error('The vendor hung up.'))
  await reloaded
  expect(vendors.get('con_a')?.revision).toBe(2)
  ending.abort()
})
