import { expect, test } from 'vitest'
import { createShutdown } from './shutdown.ts'

test('what was opened last is closed first, once, and one that fails keeps none open', async () => {
  const errors: unknown[] = []
  const closed: string[] = []
  const shutdown = createShutdown((error) => errors.push(error))
  shutdown.add(() => closed.push('storage'))
  shutdown.add(() => Promise.reject(new Error('No.')))
  shutdown.add(async () => {
    await Promise.resolve()
    closed.push('server')
  })
  await Promise.all([shutdown.run(), shutdown.run()])
  await shutdown.run()
  expect(closed).toEqual(['server', 'storage'])
  expect(errors).toEqual([new Error('No.')])
})
