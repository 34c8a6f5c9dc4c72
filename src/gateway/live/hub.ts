import type { LiveEvent } from '#contract/live-event.ts'

type SeqEvent = Extract<LiveEvent, { seq: number }>

/** How the hub learns what happened; the hub itself knows no database. */
export type LiveSource = {
  /** Calls back when a workspace has new changes. Answers how to stop. */
  onSeq: (listener: (workspaceId: string, seq: number) => void) => () => void
  /** Changes after a seq; null when that is too old to replay. */
  readChanges: (
    workspaceId: string,
    since: number,
    limit: number,
  ) => Promise<{ events: SeqEvent[]; asOf: number; hasMore: boolean } | null>
  /** What describes the present: sent on connecting, and again whenever its mark differs. */
  readPresent: (workspaceId: string) => Promise<readonly PresentEvent[]>
}

export type PresentEvent = { mark: string; event: LiveEvent }

export type Subscriber = {
  workspaceId: string
  /** The seq up to which the subscriber knows everything. */
  since: number
  /** Answers false when the subscriber cannot take more: it is then dropped, and catches up when it returns. */
  send: (event: LiveEvent) => boolean
}

export type Hub = {
  /** Resolves once the subscriber has caught up; from then on it hears of everything. Answers how to leave. */
  join(subscriber: Subscriber): Promise<() => void>
  /** Looks now, and not at the next turn, whether the present differs. */
  refresh(): void
  stop(): void
}

const PAGE = 500
/** Counts and connections change with nearly every event; once in this while is soon enough for an eye. */
const PRESENT_EVERY_MS = 1000

/** Reads what happened once for all who listen, and hands it on in the order of seq. */
export function createHub(source: LiveSource, onError: (error: unknown) => void): Hub {
  const rooms = new Map<string, Room>()
  const unsubscribe = source.onSeq((workspaceId) => rooms.get(workspaceId)?.wake())
  const refresh = () => {
    for (const room of rooms.values()) room.refreshPresent().catch(onError)
  }
  const timer = setInterval(refresh, PRESENT_EVERY_MS)
  timer.unref()
  return {
    async join(subscriber) {
      const room = rooms.get(subscriber.workspaceId) ?? createRoom(source, subscriber.workspaceId, onError)
      rooms.set(subscriber.workspaceId, room)
      await room.admit(subscriber)
      return () => room.leave(subscriber)
    },
    refresh,
    stop() {
      clearInterval(timer)
      unsubscribe()
      rooms.clear()
    },
  }
}

type Room = {
  admit(subscriber: Subscriber): Promise<void>
  leave(subscriber: Subscriber): void
  wake(): void
  refreshPresent(): Promise<void>
}

function createRoom(source: LiveSource, workspaceId: string, onError: (error: unknown) => void): Room {
  const members = new Set<Subscriber>()
  let marks = new Map<string, string>()
  let pumping: Promise<void> | null = null
  let wokenMeanwhile = false

  const tell = (member: Subscriber, event: LiveEvent) => {
    if (!member.send(event)) members.delete(member)
  }
  /** Brings every member to the newest seq. Members stand at different seqs only between admission and their first round. */
  const pump = async () => {
    do {
      wokenMeanwhile = false
      for (const since of new Set([...members].map((member) => member.since))) await pumpFrom(since)
    } while (wokenMeanwhile)
  }
  const pumpFrom = async (since: number) => {
    let from = since
    for (;;) {
      const page = await source.readChanges(workspaceId, from, PAGE)
      const standing = [...members].filter((member) => member.since === from)
      if (page === null) {
        for (const member of standing) {
          tell(member, { type: 'reload' })
          members.delete(member)
        }
        return
      }
      for (const member of standing) {
        for (const event of page.events) tell(member, event)
        member.since = page.asOf
      }
      from = page.asOf
      if (!page.hasMore) return
    }
  }
  const wake = () => {
    wokenMeanwhile = true
    pumping ??= pump()
      .catch(onError)
      .finally(() => {
        pumping = null
      })
    return pumping
  }
  return {
    async admit(member) {
      member.send({ type: 'hello', as_of: member.since })
      for (const { event } of await source.readPresent(workspaceId)) member.send(event)
      members.add(member)
      await wake()
    },
    leave: (member) => members.delete(member),
    wake: () => void wake(),
    async refreshPresent() {
      if (members.size === 0) return
      const present = await source.readPresent(workspaceId)
      for (const { event, mark } of present) {
        if (marks.get(event.type) === mark) continue
        for (const member of members) tell(member, event)
      }
      marks = new Map(present.map(({ event, mark }) => [event.type, mark]))
    },
  }
}
