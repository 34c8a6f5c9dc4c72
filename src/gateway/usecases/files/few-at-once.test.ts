import { expect, test } from 'vitest'
import { createFewAtOnce } from './few-at-once.ts'

/** Pieces of work that are begun in turn and end when they are told to. */
function makeWork() {
  const begun: string[] = []
  const ends = new Map<string, PromiseWithResolvers<void>>()
  const inTurn = createFewAtOnce(2)
  function begin(name: string, title: string, signal = new AbortController().signal) {
    const end = Promise.withResolvers<void>()
    ends.set(title, end)
    return inTurn(name, signal, async () => {
      begun.push(title)
      await end.promise
      return title
    })
  }
  return {
    begun,
    begin,
    end: (title: string) => ends.get(title)?.resolve(),
    break: (title: string) => ends.get(title)?.reject(new Error(title)),
  }
}

test('so many run at once, the next when one ends, and another name does not wait', async () => {
  const { begun, begin, end } = makeWork()
  const [first] = ['a1', 'a2', 'a3', 'a4'].map((title) => begin('a', title))
  void begin('b', 'b1')
  await expect.poll(() => begun).toEqual(['a1', 'a2', 'b1'])
  end('a1')
  expect(await first).toBe('a1')
  await expect.poll(() => begun).toEqual(['a1', 'a2', 'b1', 'a3'])
})

test('work that fails makes room, too', async () => {
  const work = makeWork()
  const [first] = ['a1', 'a2', 'a3'].map((title) => work.begin('a', title))
  work.break('a1')
  await expect(first).rejects.toThrow('a1')
  await expect.poll(() => work.begun).toEqual(['a1', 'a2', 'a3'])
})

test('who leaves the queue is not begun and holds no place', async () => {
  const { begun, begin, end } = makeWork()
  const leaving = new AbortController()
  void begin('a', 'a1')
  void begin('a', 'a2')
  const third = begin('a', 'a3', leaving.signal)
  void begin('a', 'a4')
  leaving.abort(new Error('gone'))
  await expect(third).rejects.toThrow('gone')
  end('a1')
  await expect.poll(() => begun).toEqual(['a1', 'a2', 'a4'])
  await expect(begin('a', 'a5', leaving.signal)).rejects.toThrow('gone')
})
