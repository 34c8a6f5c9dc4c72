import { afterEach, beforeEach, vi } from 'vitest'
import type { MockInstance } from 'vitest'

let errors: MockInstance<typeof globalThis.console.error>

beforeEach(() => {
  errors = vi.spyOn(globalThis.console, 'error')
})

// A stray console.error is a bug that nobody has seen yet, so it fails the test it appears in.
afterEach(() => {
  const [first] = errors.mock.calls
  vi.restoreAllMocks()
  if (first !== undefined) throw new Error(`console.error was called: ${first.join(' ')}`)
})
