/** Lets `most` pieces of work of one name run at once; the others wait in turn, or leave when their `signal` aborts. */
export function createFewAtOnce(most: number) {
  const running = new Map<string, number>()
  const waiting = new Map<string, (() => void)[]>()

  function leave(name: string): void {
    const next = waiting.get(name)?.shift()
    if (next !== undefined) return next()
    const left = (running.get(name) ?? 1) - 1
    if (left > 0) running.set(name, left)
    else running.delete(name)
  }

  async function enter(name: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    const now = running.get(name) ?? 0
    if (now < most) {
      running.set(name, now + 1)
      return
    }
    const queue = waiting.get(name) ?? []
    waiting.set(name, queue)
    await new Promise<void>((resolve, reject) => {
      const begin = () => {
        signal.removeEventListener('abort', giveUp)
        resolve()
      }
      const giveUp = () => {
        queue.splice(queue.indexOf(begin), 1)
        reject(signal.reason)
      }
      queue.push(begin)
      signal.addEventListener('abort', giveUp, { once: true })
    })
  }

  return async <T>(name: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> => {
    await enter(name, signal)
    try {
      return await work()
    } finally {
      leave(name)
    }
  }
}
