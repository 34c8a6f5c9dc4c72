import { expect, test, vi } from 'vitest'
import { createLatePart } from './late-part.ts'

test('a part is fetched once, however often it is asked for', async () => {
  const load = vi.fn<() => Promise<string>>().mockResolvedValue('pane')
  const part = createLatePart(load)
  expect(part.get()).toEqual({ state: 'waiting' })
  part.load()
  part.load()
  await vi.waitFor(() => expect(part.get()).toEqual({ state: 'ready', part: 'pane' }))
  part.load()
  expect(load).toHaveBeenCalledTimes(1)
})

test('a part that did not come can be asked for again, and says so meanwhile', async () => {
  const load = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new TypeError('gone')).mockResolvedValue('pane')
  const part = createLatePart(load)
  part.load()
  await vi.waitFor(() => expect(part.get()).toEqual({ state: 'failed' }))
  part.load()
  expect(part.get()).toEqual({ state: 'waiting' })
  await vi.waitFor(() => expect(part.get()).toEqual({ state: 'ready', part: 'pane' }))
})
