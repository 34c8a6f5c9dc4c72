import type { LiveSource } from './live-source.ts'
import { createRoom } from './room.ts'
import type { Room } from './room.ts'
import type { Subscriber } from './subscriber.ts'

export type Hub = {
  /** From now on the subscriber hears of everything after its seq, in order. Answers how to leave. */
  join(subscriber: Subscriber): () => void
  /** Looks now, and not at the next turn, whether the present differs. */
  refresh(): void
  /** Lets everybody go. */
  stop(): void
}

/** Counts and connections change with nearly every event; once in this while is soon enough for an eye. */
const LOOK_EVERY_MS = 1000

/** Reads what happened once for all who listen, and hands it on in the order of seq. */
export function createHub(source: LiveSource, onError: (error: unknown) => void): Hub {
  const rooms = new Map<string, Room>()
  const unsubscribe = source.onSeq((workspaceId) => {
    rooms.get(workspaceId)?.forward().catch(onError)
  })
  const refresh = () => {
    for (const room of rooms.values()) room.tellPresent().catch(onError)
  }
  const timer = setInterval(() => {
    refresh()
    // Also what happened: a read that failed must not leave everybody behind until the next change.
    for (const room of rooms.values()) room.forward().catch(onError)
  }, LOOK_EVERY_MS)
  timer.unref()

  function roomOf(workspaceId: string): Room {
    const room = rooms.get(workspaceId) ?? createRoom(source, workspaceId)
    rooms.set(workspaceId, room)
    return room
  }

  return {
    join(subscriber) {
      const { workspaceId } = subscriber
      const room = roomOf(workspaceId)
      const leave = () => {
        room.leave(subscriber)
        if (room.isEmpty() && rooms.get(workspaceId) === room) rooms.delete(workspaceId)
      }
      room.admit(subscriber).catch((error: unknown) => {
        onError(error)
        leave()
        subscriber.end()
      })
      return leave
    },
    refresh,
    stop() {
      clearInterval(timer)
      unsubscribe()
      for (const room of rooms.values()) room.close()
      rooms.clear()
    },
  }
}
