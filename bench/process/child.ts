import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { Serializable } from 'node:child_process'

/** A process of ours that answers one message at a time. */
export type Child = {
  pid: number
  /** Sends a message and answers what comes back; throws when the process ends instead. */
  ask(message: Serializable): Promise<unknown>
  stop(): Promise<void>
}

/** Starts a module in a process of its own. It ends with this one, since it is told when we are gone. */
export function startChild(module: URL): Child {
  const child = fork(module, { serialization: 'advanced' })
  const exited = once(child, 'exit')
  return {
    pid: child.pid ?? 0,
    async ask(message) {
      const answered = once(child, 'message')
      child.send(message)
      const ended = exited.then(() => {
        throw new Error(`${module.pathname} ended without an answer.`)
      })
      const [answer] = await Promise.race([answered, ended])
      return answer
    },
    async stop() {
      if (child.connected) child.disconnect()
      await exited
    },
  }
}

/** The other end: answers every message, and ends when whoever asked is gone. */
export function answerParent(answer: (message: unknown) => Promise<Serializable>, close: () => Promise<void>): void {
  process.on('message', (message) => {
    void answer(message).then((answered) => process.send?.(answered))
  })
  process.once('disconnect', () => void close().finally(() => process.exit()))
  // Ctrl-C reaches every process of the terminal; the parent ends this one in order.
  process.on('SIGINT', () => undefined)
}
