import { afterEach, beforeEach, expect, vi } from 'vitest'

// A stray console.error is a bug that nobody has seen yet, so it fails the test it appears in.
beforeEach(() => {
  vi.spyOn(console, 'error')
})

afterEach(() => {
  expect(console.error, 'console.error was called').not.toHaveBeenCalled()
  vi.restoreAllMocks()
})
