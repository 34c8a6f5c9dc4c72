import type { Note } from '#contract/note.ts'
import type { QueuedNote } from '#inbox/data/writing/notes.ts'

/** A private note as the thread shows it: one that the gateway has, or one that is on its way there. */
export type ShownNote = {
  text: string
  author: Note['author'] | null
  at: string
  /** The note that the gateway has. */
  kept: Note | null
  queued: QueuedNote | null
}

export function keptNote(note: Note): ShownNote {
  return { text: note.text, author: note.author, at: note.created_at, kept: note, queued: null }
}

export function queuedNote(note: QueuedNote, author: Note['author'] | null): ShownNote {
  return { text: note.text, author, at: new Date(note.at).toISOString(), kept: null, queued: note }
}
