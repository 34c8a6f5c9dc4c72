/** A body of server-sent events that knows how much of it has not been read yet. */
export type EventStream = {
  body: ReadableStream<Uint8Array>
  /** False: this much was waiting already, so that nothing was added. */
  push: (frame: string) => boolean
  /** Resolves when hardly anything waits any more, or when the stream has ended. */
  drained: () => Promise<void>
  /** Ends it. What waits is still sent. */
  end: () => void
}

/** A client that reads no longer is let go when this much waits for it; it catches up by seq when it is back. */
const MOST_WAITING_BYTES = 1_000_000
/** Below this the reader asks for more, which is what `drained` waits for. */
const LITTLE_BYTES = 64_000

/** `onGone` is called once, when the stream ends, whichever side ended it. */
export function createEventStream(onGone: () => void): EventStream {
  const encoder = new TextEncoder()
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null
  let waiting: (() => void)[] = []

  const wake = () => {
    for (const resolve of waiting) resolve()
    waiting = []
  }
  const over = () => {
    if (controller === null) return
    controller = null
    wake()
    onGone()
  }

  const body = new ReadableStream<Uint8Array>(
    {
      start(given) {
        controller = given
      },
      pull: wake,
      cancel: over,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: LITTLE_BYTES }),
  )
  const room = () => controller?.desiredSize ?? null

  return {
    body,
    push(frame) {
      const left = room()
      if (controller === null || left === null || LITTLE_BYTES - left > MOST_WAITING_BYTES) return false
      controller.enqueue(encoder.encode(frame))
      return true
    },
    async drained() {
      if ((room() ?? 1) > 0) return
      await new Promise<void>((resolve) => {
        waiting.push(resolve)
      })
    },
    end() {
      controller?.close()
      over()
    },
  }
}
