import { expect, test } from 'vitest'
import { createGate } from './gate.ts'
import { createWaker } from './waker.ts'

const settle = () => new Promise<void>((resolve) => setTimeout(resolve, 0))

test('a gate lets so many through at a time, in order, also after a failure', async () => {
  const gate = createGate(2)
  const started: number[] = []
  const finish: (() => void)[] = []
  const tasks = [0, 1, 2, 3].map((task) =>
    gate(async () => {
      started.push(task)
      await new Promise<void>((resolve) => finish.push(resolve))
      if (task === 0) throw new Error('failed')
    }).catch(() => undefined),
  )
  await settle()
  expect(started).toEqual([0, 1])
  finish[0]?.()
  await settle()
  expect(started).toEqual([0, 1, 2])
  finish[1]?.()
  await settle()
  expect(started).toEqual([0, 1, 2, 3])
  finish[2]?.()
  finish[3]?.()
  await Promise.all(tasks)
})

test('waking ends every wait that is under way, and its timer', async () => {
  const timers = new Set<() => void>()
  const waker = createWaker((run) => {
    timers.add(run)
    return () => void timers.delete(run)
  })
  const waits = Promise.all([waker.wait(1000), waker.wait(2000)])
  expect(timers.size).toBe(2)
  waker.wake()
  await waits
  expect(timers.size).toBe(0)
})
