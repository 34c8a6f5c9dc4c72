/** One holder at a time, in the order they asked. `lock` resolves to the function that lets the next one in. */
export type Mutex = { lock(): Promise<() => void> }

/** Waiting longer than this means that another program keeps the file locked, or that somebody waits for himself: a write inside a write. */
const GIVE_UP_MS = 30_000

export class WaitedTooLong extends Error {
  override readonly name = 'WaitedTooLong'
}

export function createMutex(giveUpMs: number = GIVE_UP_MS): Mutex {
  let held = false
  const queue: (() => void)[] = []

  function releaser(): () => void {
    let released = false
    return () => {
      if (released) return
      released = true
      const next = queue.shift()
      if (next === undefined) held = false
      else next()
    }
  }

  async function turn(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    queue.push(resolve)
    const timer = setTimeout(() => {
      queue.splice(queue.indexOf(resolve), 1)
      reject(
        new WaitedTooLong('Waited too long for the database. Is a write started inside a write? Use its transaction.'),
      )
    }, giveUpMs)
    try {
      await promise
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    async lock() {
      if (held) await turn()
      held = true
      return releaser()
    },
  }
}
