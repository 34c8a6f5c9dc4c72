/**
 * A body that is passed on as it is read, and not a byte ahead: it breaks off beyond `mostBytes`, and when its source says nothing for
 * `stallMs`. A reader who leaves ends the source; `onEnd` is called once, however it ends.
 */
export function guardedStream(
  source: ReadableStream<Uint8Array>,
  { mostBytes, stallMs, onEnd }: { mostBytes: number; stallMs: number; onEnd: () => void },
): ReadableStream<Uint8Array> {
  const reader = source.getReader()
  let passed = 0

  async function next() {
    let timer: NodeJS.Timeout | undefined
    const stalled = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('The source of a file went silent.')), stallMs)
    })
    try {
      return await Promise.race([reader.read(), stalled])
    } finally {
      clearTimeout(timer)
    }
  }

  async function end(reason: unknown): Promise<void> {
    onEnd()
    // A source that broke says so by refusing to be cancelled; there is nobody left to tell.
    await reader.cancel(reason).catch(() => undefined)
  }

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await next()
          if (done) {
            onEnd()
            controller.close()
            return
          }
          passed += value.byteLength
          if (passed > mostBytes) throw new Error('A file is larger than is passed on.')
          controller.enqueue(value)
        } catch (error) {
          controller.error(error)
          await end(error)
        }
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  )
}
