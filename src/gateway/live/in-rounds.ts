/**
 * Runs `work` one round at a time, however often it is asked for: what is asked during a round is done by one more round afterwards.
 * The promise is settled by a round that began after the call, so whatever was true when asking has been seen by then.
 */
export function inRounds(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null

  function begin(): Promise<void> {
    running = work().finally(() => {
      running = null
    })
    return running
  }

  async function afterThisOne(current: Promise<void>): Promise<void> {
    // How that round ended is for those who wait for it.
    await current.catch(() => undefined)
    next = null
    return ask()
  }

  function ask(): Promise<void> {
    if (running === null) return begin()
    next ??= afterThisOne(running)
    return next
  }

  return ask
}
