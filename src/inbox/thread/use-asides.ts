import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { conversationQueries } from '#inbox/data/conversations.ts'
import { useQueuedNotes } from '#inbox/data/hooks.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import { notesQuery } from '#inbox/data/notes.ts'
import { keptNote, queuedNote } from './shown-note.ts'
import type { Aside } from './thread-items.ts'

/**
 * What became of the conversation and what colleagues noted, oldest first. What is older than the oldest message that is loaded comes
 * with the messages of its time: `since` is when that one was written, undefined when there are no older ones.
 */
export function useAsides(id: string, since: string | undefined): readonly Aside[] {
  const { me } = useInbox()
  const { data: timeline } = useQuery(conversationQueries.timeline(id))
  const { data: notes } = useQuery(notesQuery(id))
  const queued = useQueuedNotes(id)
  return useMemo(() => {
    const author = me.agent === null ? null : { id: me.agent.id, name: me.agent.name }
    const kept = new Set(notes?.map(({ key }) => key))
    const waiting = queued.filter(({ key }) => !kept.has(key))
    const asides: Aside[] = [
      ...(timeline ?? []).map((change): Aside => ({
        type: 'change',
        key: `change ${change.seq}`,
        at: change.at,
        change,
      })),
      ...(notes ?? []).map((note): Aside => ({
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
    const shown = since === undefined ? asides : asides.filter(({ at }) => at >= since)
    return shown.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  }, [me, timeline, notes, queued, since])
}
