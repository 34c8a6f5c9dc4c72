import { encodeMessagePack } from './msgpack.ts'
import type { JsonObject } from '../kit/json.ts'

/** Everybody who listens for events, and what can go wrong on the way to them. */
export type Streams = {
  /** One listener's stream, which begins with the vendor's greeting. */
  open: (userId: string) => ReadableStream<Uint8Array>
  /** Sends an event to one user's streams, or to all. Nobody listening: it is gone. */
  emit: (event: string, data: JsonObject, userId?: string) => void
  listening: () => number
  /** Keeps events back from now on. */
  hold: () => void
  release: (order: 'as_made' | 'reversed') => void
  /** From now on every event comes this many times more. */
  duplicate: (copies: number) => void
  /** The next frames carry data that cannot be decoded. */
  corrupt: (frames: number) => void
  /** Ends every stream; listeners must come again. */
  close: () => void
}

/** The type of what a listener is answered with. */
export const eventStream = 'text/event-stream'

type Listener = { userId: string; controller: ReadableStreamDefaultController<Uint8Array> }
type Held = { event: string; data: JsonObject; userId: string | undefined }

export function createStreams(encoding: () => 'msgpack' | 'json'): Streams {
  const listeners = new Set<Listener>()
  let held: Held[] | null = null
  let copies = 0
  let broken = 0

  function encode(data: JsonObject): string {
    if (encoding() === 'json') return JSON.stringify(data)
    return Buffer.from(encodeMessagePack(data)).toString('base64')
  }

  function deliver({ event, data, userId }: Held): void {
    const whole = encode(data)
    for (let sent = 0; sent <= copies; sent += 1) {
      const written = broken > 0 ? whole.slice(0, whole.length / 2 - 1) : whole
      broken = Math.max(0, broken - 1)
      for (const listener of listeners) {
        if (userId === undefined || listener.userId === userId) listener.controller.enqueue(frame(event, written))
      }
    }
  }

  return {
    open: (userId) => {
      const own = new Set<Listener>()
      return new ReadableStream<Uint8Array>({
        start: (controller) => {
          const listener = { userId, controller }
          listeners.add(listener)
          own.add(listener)
          controller.enqueue(frame('connected', 'OK'))
        },
        cancel: () => own.forEach((listener) => listeners.delete(listener)),
      })
    },
    emit: (event, data, userId) => {
      if (held) held.push({ event, data, userId })
      else deliver({ event, data, userId })
    },
    listening: () => listeners.size,
    hold: () => {
      held ??= []
    },
    release: (order) => {
      const waiting = held ?? []
      held = null
      for (const one of order === 'reversed' ? waiting.toReversed() : waiting) deliver(one)
    },
    duplicate: (count) => {
      copies = count
    },
    corrupt: (frames) => {
      broken = frames
    },
    close: () => {
      for (const { controller } of listeners) controller.close()
      listeners.clear()
    },
  }
}

/** One event as it stands on the wire. */
export function frame(event: string, data: string): Uint8Array {
  return Buffer.from(`event: ${event}\ndata: ${data}\n\n`)
}
