import type { RequestHandler } from 'msw'
import * as z from 'zod/mini'
import { endpoints } from '#contract/endpoints.ts'
import { writeNoteSchema } from '#contract/note.ts'
import { makeNote } from '../builders/note.ts'
import { answer, refuse } from './answers.ts'
import type { World } from './world.ts'

/** Private notes, as colleagues write and delete them. */
export function noteHandlers({ notes, me }: World): RequestHandler[] {
  return [
    answer(endpoints.listNotes, ({ params }) => {
      const data = notes.filter((note) => note.conversation_id === params['id']).toReversed()
      return { data, has_more: false, next_cursor: null }
    }),
    answer(endpoints.writeNote, ({ params, body, headers }) => {
      const written = z.safeParse(writeNoteSchema, body)
      const key = headers.get('idempotency-key')
      if (!written.success || key === null) return refuse('invalid_field_value')
      const { id = '', name = '' } = me.agent ?? {}
      const note =
        notes.find((other) => other.key === key) ??
        makeNote({
          conversation_id: String(params['id']),
          text: written.data.text,
          author: { id, name },
          key,
          created_at: new Date().toISOString(),
        })
      if (!notes.includes(note)) notes.push(note)
      return { data: note }
    }),
    answer(endpoints.deleteNote, ({ params }) => {
      const at = notes.findIndex((note) => note.id === params['note_id'])
      if (at < 0) return refuse('resource_not_found')
      notes.splice(at, 1)
      return { data: { done: true } }
    }),
  ]
}
