import { queryOptions } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import * as z from 'zod/mini'
import { noteEndpoints } from '#contract/endpoints/notes.ts'
import type { ConversationEvent } from '#contract/live-event.ts'
import type { Note } from '#contract/note.ts'
import { ApiError } from '../api-error.ts'
import { conversationQueries } from '../conversations.ts'
import { call } from '../http.ts'
import type { Call } from '../http.ts'
import type { LocalItems } from '../local-items.ts'
import { createSendQueue } from './send-queue.ts'
import type { SendQueue } from './send-queue.ts'

const PAGE_SIZE = '100'
/** Colleagues write a few notes about a customer, not thousands; a program that does is not followed for ever. */
const MOST_PAGES = 20

/** A conversation's private notes, oldest first. */
export const notesQuery = (id: string) =>
  queryOptions({
    queryKey: conversationQueries.notes(id),
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }): Promise<readonly Note[]> => {
      const newestFirst: Note[] = []
      let cursor: string | null = null
      for (let pages = 0; pages < MOST_PAGES; pages += 1) {
        const query: { limit: string; cursor?: string } = { limit: PAGE_SIZE, ...(cursor === null ? {} : { cursor }) }
        const page = await call(noteEndpoints.listNotes, { params: { id }, query, signal })
        newestFirst.push(...page.data)
        cursor = page.next_cursor
        if (cursor === null) break
      }
      return newestFirst.toReversed()
    },
  })

/** Reads a conversation's notes again when an event tells of one. */
export function tellNotes(queryClient: QueryClient, { conversation, changes }: ConversationEvent): void {
  if (!changes.some(({ field }) => field === 'note')) return
  void queryClient.invalidateQueries({ queryKey: conversationQueries.notes(conversation.id) })
}

const queuedNoteSchema = z.object({
  key: z.string(),
  conversationId: z.string(),
  text: z.string(),
  at: z.number(),
  state: z.enum(['sending', 'held', 'refused']),
  code: z.nullable(z.string()),
})
export type QueuedNote = z.infer<typeof queuedNoteSchema>

/** Notes that the gateway does not have yet. They never meet what goes to a customer: another type, another queue, another place. */
export type Notes = Omit<SendQueue<QueuedNote>, 'begin' | 'find'> & {
  write: (note: Pick<QueuedNote, 'conversationId' | 'text'>) => void
  /** Tries a refused note again, under the same key. */
  tryAgain: (key: string) => void
  /** Deletes a note that the gateway has. */
  remove: (note: Note) => void
}

type Deps = Pick<Parameters<typeof createSendQueue>[0], 'setTimer' | 'random'> & {
  call: Call
  queryClient: QueryClient
  items: LocalItems
  now: () => number
  newKey: () => string
  onStopped: (note: QueuedNote) => void
  /** The gateway would not delete a note, or could not be asked. */
  onNotRemoved: (note: Note) => void
}

export function createNotes(deps: Deps): Notes {
  const { queryClient, now, newKey } = deps
  const change = (id: string, update: (notes: readonly Note[]) => readonly Note[]) =>
    queryClient.setQueryData<readonly Note[]>(conversationQueries.notes(id), (known) => known && update(known))

  const forget = ({ id, conversation_id }: Note) =>
    change(conversation_id, (notes) => notes.filter((other) => other.id !== id))

  const queue = createSendQueue<QueuedNote>({
    ...deps,
    parse: (kept) => queuedNoteSchema.safeParse(kept).data ?? null,
    onSent: () => undefined,
    async attempt({ key, conversationId: id, text }) {
      const headers = { 'Idempotency-Key': key }
      const { data } = await deps.call(noteEndpoints.writeNote, { params: { id }, body: { text }, headers })
      change(id, (notes) => [...notes.filter((other) => other.key !== key), data])
      return null
    },
  })

  return {
    ...queue,
    write({ conversationId, text }) {
      queue.begin({ key: newKey(), conversationId, text, at: now(), state: 'sending', code: null })
    },
    tryAgain(key) {
      const note = queue.find(key)
      if (note?.state === 'refused') queue.begin({ ...note, state: 'sending', code: null })
    },
    remove(note) {
      const { id, conversation_id } = note
      void deps.call(noteEndpoints.deleteNote, { params: { id: conversation_id, note_id: id } }).then(
        () => forget(note),
        // Pressed twice, or a colleague was first: what is wanted is done.
        (error) => (error instanceof ApiError && error.status === 404 ? forget(note) : deps.onNotRemoved(note)),
      )
    },
  }
}
