import type { LiveEvent } from '#contract/live-event.ts'
import { inRounds } from './in-rounds.ts'
import type { LiveSource } from './live-source.ts'
import type { Subscriber } from './subscriber.ts'

/** All who listen to one workspace. */
export type Room = {
  /** Greets, tells the present, catches up, and from then on keeps the newcomer up to date. */
  admit(subscriber: Subscriber): Promise<void>
  leave(subscriber: Subscriber): void
  /** Tells everybody what happened since they last heard. */
  forward(): Promise<void>
  /** Tells everybody what of the present differs from what they were told. */
  tellPresent(): Promise<void>
  isEmpty(): boolean
  /** Lets everybody go. */
  close(): void
}

/** A page of changes is read and sent in one go, so this many of them must fit well into what may wait for a client. */
const PAGE = 250

export function createRoom(source: LiveSource, workspaceId: string): Room {
  /** What of the present each was told last, by the type of the event. */
  const told = new Map<Subscriber, Map<string, string>>()
  /** Those who have caught up. They stand at the same seq but for the moment after somebody joins. */
  const upToDate = new Set<Subscriber>()

  function letGo(member: Subscriber): void {
    if (!told.delete(member)) return
    upToDate.delete(member)
    member.end()
  }

  function tell(member: Subscriber, event: LiveEvent): void {
    if (told.has(member) && !member.send(event)) letGo(member)
  }

  const places = () => Array.from(upToDate, (member) => member.since)

  /** One page for all of `members`, who stand at `since`. Answers whether there is more for them. */
  async function tellPage(members: readonly Subscriber[], since: number): Promise<boolean> {
    const page = await source.readChanges(workspaceId, since, PAGE)
    for (const member of members) {
      if (page === null) tell(member, { type: 'reload' })
      for (const event of page?.events ?? []) tell(member, event)
      member.since = page?.asOf ?? since
      if (page === null) letGo(member)
    }
    return page?.hasMore === true
  }

  const forward = inRounds(async () => {
    for (;;) {
      if (upToDate.size === 0) return
      const last = Math.min(...places())
      const together = [...upToDate].filter((member) => member.since === last)
      const hasMore = await tellPage(together, last)
      if (!hasMore && new Set(places()).size <= 1) return
    }
  })

  const tellPresent = inRounds(async () => {
    if (told.size === 0) return
    const present = await source.readPresent(workspaceId)
    for (const [member, marks] of told) {
      for (const { event, mark } of present) {
        if (marks.get(event.type) === mark) continue
        marks.set(event.type, mark)
        tell(member, event)
      }
    }
  })

  return {
    async admit(member) {
      told.set(member, new Map())
      tell(member, { type: 'hello', as_of: member.since })
      await tellPresent()
      while (told.has(member) && (await tellPage([member], member.since))) await member.drained()
      if (!told.has(member)) return
      upToDate.add(member)
      await forward()
    },
    leave(member) {
      told.delete(member)
      upToDate.delete(member)
    },
    forward,
    tellPresent,
    isEmpty: () => told.size === 0,
    close() {
      for (const member of told.keys()) letGo(member)
    },
  }
}
