import { afterEach, expect, vi } from 'vitest'
import { letTimeRun } from './virtual-time.ts'
import { createWorld } from './world.ts'
import type { World, WorldOptions } from './world.ts'

/** Makes worlds for the tests of a file, and ends each after its test. What a gateway did not foresee fails the test. */
export function worlds(): (options?: WorldOptions) => Promise<World> {
  const opened: World[] = []
  // Minutes of a world pass in a second or two, but on a busy machine that takes its time.
  vi.setConfig({ testTimeout: 60_000 })
  afterEach(async () => {
    for (const world of opened.splice(0)) {
      await world.close()
      expect(world.warnings).toEqual([])
    }
    letTimeRun()
  })
  return async (options = {}) => {
    const world = await createWorld(options)
    opened.push(world)
    return world
  }
}
