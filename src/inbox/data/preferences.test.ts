import { expect, test } from 'vitest'
import { createPreferences } from './preferences.ts'

const storageOf = (initial: string | null) => {
  const cell = { value: initial }
  const storage = {
    getItem: () => cell.value,
    setItem: (_key: string, value: string) => {
      cell.value = value
    },
  }
  return { cell, storage }
}

test('what was chosen is there after a reload', () => {
  const { storage } = storageOf(null)
  createPreferences(storage).update({ theme: 'dark', shortcuts: false })
  expect(createPreferences(storage).get()).toMatchObject({ theme: 'dark', shortcuts: false, density: 'comfortable' })
})

test.each(['not json', '[]', '7', 'null'])('unreadable storage (%s) gives the defaults', (stored) => {
  expect(createPreferences(storageOf(stored).storage).get()).toEqual(createPreferences(null).get())
})

test('a field that cannot be read takes no other with it', () => {
  const { storage } = storageOf('{"version":9,"theme":"sepia","density":"compact"}')
  expect(createPreferences(storage).get()).toMatchObject({ theme: 'system', density: 'compact' })
})

test('a storage that is full keeps the choice for this page', () => {
  const preferences = createPreferences({
    getItem: () => null,
    setItem: () => {
      throw new Error('full')
    },
  })
  preferences.update({ theme: 'light' })
  expect(preferences.get().theme).toBe('light')
})

test('a choice made in another tab is taken over when told', () => {
  const { storage } = storageOf(null)
  const here = createPreferences(storage)
  createPreferences(storage).update({ density: 'compact' })
  here.reread()
  expect(here.get().density).toBe('compact')
})
