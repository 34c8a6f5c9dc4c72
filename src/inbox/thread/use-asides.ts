import { useQuery } from '@tanstack/react-query'
import type { Me } from '#contract/agent.ts'
import type { Change } from '#contract/live-event.ts'
import type { Note } from '#contract/note.ts'
import { conversationQueries } from '#inbox/data/conversations.ts'
import { useQueuedNotes } from '#inbox/data/writing/hooks.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import { notesQuery } from '#inbox/data/writing/notes.ts'
import type { QueuedNote } from '#inbox/data/writing/notes.ts'
import { oncePer } from '#inbox/lib/once-per.ts'
import { keptNote, queuedNote } from './shown-note.ts'
import type { Aside } from './thread-items.ts'

const NO_CHANGES: readonly Change[] = []
const NO_NOTES: readonly Note[] = []

/** What became of the conversation and what colleagues noted, oldest first. The same array until it changes. */
export function useAsides(id: string): readonly Aside[] {
  const { me } = useInbox()
  const { data: timeline } = useQuery(conversationQueries.timeline(id))
  const { data: notes } = useQuery(notesQuery(id))
  const queued = useQueuedNotes(id)
  return asidesOf(timeline ?? NO_CHANGES, notes ?? NO_NOTES, queued, me)
}

const asidesOf = oncePer(
  (timeline: readonly Change[], notes: readonly Note[], queued: readonly QueuedNote[], me: Me): readonly Aside[] => {
    const author = me.agent === null ? null : { id: me.agent.id, name: me.agent.name }
    const kept = new Set(notes.map(({ key }) => key))
    const waiting = queued.filter(({ key }) => !kept.has(key))
    const asides: Aside[] = [
      ...timeline.map((change): Aside => ({ type: 'change', key: `change ${change.seq}`, at: change.at, change })),
      ...notes.map((note): Aside => ({
        type: 'note',
        key: `note ${note.key}`,
        at: note.created_at,
        note: keptNote(note),
      })),
      ...waiting.map((note): Aside => ({
        type: 'note',
        key: `note ${note.key}`,
        at: new Date(note.at).toISOString(),
        note: queuedNote(note, author),
      })),
    ]
    return asides.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  },
)
