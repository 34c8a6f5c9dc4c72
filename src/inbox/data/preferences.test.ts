import { expect, test } from 'vitest'
import { createLocalItems } from './local-items.ts'
import { createPreferences } from './preferences.ts'
import { memoryStorage } from './storage.harness.ts'

const KEY = 'sigap.preferences'
const preferencesIn = (storage: Storage | null) => createPreferences(createLocalItems(storage, 'sigap.'))

test('what was chosen is there after a reload', () => {
  const storage = memoryStorage()
  preferencesIn(storage).update({ theme: 'dark', shortcuts: false })
  expect(preferencesIn(storage).get()).toMatchObject({ theme: 'dark', shortcuts: false, density: 'comfortable' })
})

test.each(['not json', '[]', '7', 'null'])('unreadable storage (%s) gives the defaults', (stored) => {
  const storage = memoryStorage()
  storage.setItem(KEY, stored)
  expect(preferencesIn(storage).get()).toEqual(preferencesIn(null).get())
})

test('a field that cannot be read takes no other with it', () => {
  const storage = memoryStorage()
  storage.setItem(KEY, '{"version":9,"theme":"sepia","density":"compact"}')
  expect(preferencesIn(storage).get()).toMatchObject({ theme: 'system', density: 'compact' })
})

test('a storage that is full keeps the choice for this page', () => {
  const storage = memoryStorage()
  storage.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }
  const preferences = preferencesIn(storage)
  preferences.update({ theme: 'light' })
  expect(preferences.get().theme).toBe('light')
})

test('a choice made in another tab is taken over when told', () => {
  const storage = memoryStorage()
  const here = preferencesIn(storage)
  preferencesIn(storage).update({ density: 'compact' })
  here.reread()
  expect(here.get().density).toBe('compact')
})
