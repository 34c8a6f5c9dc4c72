import { afterAll, beforeAll, describe } from 'vitest'
import { migrate } from './migrate.ts'
import { storageSuite } from './laws/storage-suite.ts'
import type { Storage } from './storage.ts'
import { testStorages } from './testing/open-test-storages.ts'
import type { OpenTestStorage } from './testing/open-test-storages.ts'

/** Generous: a law that is tried on many cases takes a second on an idle machine and ten on a busy one. */
const PATIENCE_MS = 60_000

describe.each(testStorages())('$name', { timeout: PATIENCE_MS }, ({ parallel, open }) => {
  let opened: OpenTestStorage | undefined
  let second: Storage | undefined

  const database = () => {
    if (opened === undefined) throw new Error('The database is not open.')
    return opened
  }

  beforeAll(async () => {
    opened = await open()
    await migrate(opened.storage)
  }, PATIENCE_MS)

  afterAll(async () => {
    await opened?.close()
  }, PATIENCE_MS)

  storageSuite({
    parallel,
    storage: () => database().storage,
    another: () => (second ??= database().openAnother()),
  })
})
