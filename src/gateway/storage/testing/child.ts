import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** One of the programs beside this file, as another process. */
export type Child = {
  /** The next line that it prints. Throws when it ended instead. */
  line(): Promise<string>
  /** Ends it as a power cut would, and answers the lines that it had still printed. */
  kill(): Promise<string[]>
}

export function startChild(program: string, argument: string): Child {
  const child = spawn(process.execPath, ['--expose-gc', join(import.meta.dirname, 'programs', program), argument], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    async line() {
      const { value, done } = await lines.next()
      if (done === true) throw new Error(`${program} ended.`)
      return value
    },
    async kill() {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit')
        child.kill('SIGKILL')
        await ended
      }
      const rest: string[] = []
      for (let next = await lines.next(); next.done !== true; next = await lines.next()) rest.push(next.value)
      return rest
    },
  }
}
