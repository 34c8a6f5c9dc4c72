import type { Message } from '#contract/message.ts'

/** Which messages of a thread belong together. */
export type MessageLinks = {
  /** The messages without those that are shown on another one. */
  shown: readonly Message[]
  byId: ReadonlyMap<string, Message>
  /** The emojis that stand on a message, by its id; one of each side at most. */
  reactions: ReadonlyMap<string, string>
}

/** Finds the messages that others point at, among those that are loaded; oldest first, as a later reaction takes an earlier one's place. */
export function linksOf(messages: readonly Message[]): MessageLinks {
  const byId = new Map(messages.map((message) => [message.id, message]))
  const sides = new Map<string, Map<Message['direction'], string | null>>()
  const shown = messages.filter(({ reaction, direction }) => {
    const target = reaction?.message_id
    if (reaction === undefined || target === undefined || target === null || !byId.has(target)) return true
    sides.set(target, (sides.get(target) ?? new Map()).set(direction, reaction.emoji))
    return false
  })
  const reactions = new Map(
    Array.from(sides, ([id, bySide]): [string, string] => [
      id,
      [...bySide.values()].filter((emoji) => emoji !== null).join(' '),
    ]),
  )
  return { shown, byId, reactions }
}
