/** What has to be done at the end, in the reverse order of how it was opened. */
export type Shutdown = {
  /** Adds a step that comes before all those added so far. */
  add(step: () => unknown): void
  /** Takes every step, once however often it is called. A step that fails is reported, and the next ones are taken all the same. */
  run(): Promise<void>
}

export function createShutdown(onError: (error: unknown) => void): Shutdown {
  const steps: (() => unknown)[] = []
  let running: Promise<void> | null = null

  async function takeAll(): Promise<void> {
    for (const step of steps.toReversed()) {
      try {
        await step()
      } catch (error) {
        onError(error)
      }
    }
  }

  return {
    add: (step) => void steps.push(step),
    run: () => (running ??= takeAll()),
  }
}
